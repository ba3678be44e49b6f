// A client's token, and the keys of an issuer: the first line is a JWK Set, the rest a JWT.
#include "hooks/client_auth/key_set.hpp"
#include "hooks/client_auth/token.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <variant>

using namespace psoas;
using namespace psoas::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = text_of(data, size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const auto keys = hooks::read_key_set(input.substr(0, end));
    if (keys) require(keys->size() <= hooks::most_keys, "a set has no more keys than the limit");

    const std::string_view text = input.substr(std::min(end + 1, input.size()));
    const auto read = hooks::read_token(text);
    const auto* token = std::get_if<hooks::Token>(&read);
    if (token == nullptr) return 0;
    require(text.starts_with(token->signed_text), "what is signed is what was sent");
    require(text.size() <= hooks::longest_token, "a token is no longer than the limit");
    require(!token->key_id.empty(), "a token names its key");
    if (!keys) return 0;
    for (const auto& [id, key] : *keys)
        if (key.makes(token->algorithm)) {
            const bool verifies = key.verifies(token->algorithm, token->signed_text, token->signature);
            require(!verifies || !key.verifies(token->algorithm, token->signed_text + ".", token->signature),
                    "a signature is of one text");
        }
    return 0;
}
