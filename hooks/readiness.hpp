#pragma once

#include "hooks/response.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// What must be there for the service to do all that it is for (`/readyz`). Filled before the server runs;
/// then asked from all threads.
class Readiness {
public:
    /// `is_there` is called from all threads.
    void needs(std::string name, std::function<bool()> is_there);

    struct Part {
        std::string_view name;
        bool is_there;
    };
    [[nodiscard]] std::vector<Part> parts() const;

private:
    struct Need {
        std::string name;
        std::function<bool()> is_there;
    };
    std::vector<Need> needs_;
};

enum class Serving : unsigned char { goes_on, stops };

/// 200 with each part, or 503 with an OperationOutcome that names what is not there. A part named by
/// `exclude` in the query (`/readyz?exclude=database`) does not count: hook calls are answered without a
/// database, and a balancer that asks so keeps sending them. `readiness` may be nullptr: nothing is needed.
[[nodiscard]] Response readiness_response(const Readiness* readiness, std::string_view target,
                                          Serving serving);

} // namespace psoas::hooks
