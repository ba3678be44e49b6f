// Writes inputs of the fuzz target client_token: of each algorithm a key and a token that it signed, and one
// whose signature is another's: psoas_token_seeds FOLDER
#include "tests/token_maker.hpp"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: psoas_token_seeds FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder(argv[1]);
    for (const char* const algorithm :
         {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"}) {
        const psoas::SigningKey key(algorithm);
        const psoas::SigningKey other(algorithm);
        const psoas::TokenMaker token(key, "https://ehr.example", "https://cds.example/cds-services",
                                      static_cast<long>(std::time(nullptr)));
        std::ofstream(folder / algorithm) << psoas::key_set_of({&key}) << '\n' << token.text();
        std::ofstream(folder / (std::string(algorithm) + "-of-another"))
            << psoas::key_set_of({&other}) << '\n'
            << token.text();
    }
}
