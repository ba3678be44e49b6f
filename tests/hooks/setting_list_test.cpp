#include "hooks/setting_list.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <type_traits>

using namespace psoas::hooks;

namespace {

/// Looks at each setting as it is before anything is set.
struct Look {
    std::set<std::string>& names;

    void operator()(const char* name, const auto&, const char* meaning) const { see(name, meaning); }
    void operator()(const char* name, const auto&, Text, const char* meaning) const { see(name, meaning); }
    void operator()(const char* name, bool, Switch, const char* meaning) const { see(name, meaning); }
    template <class Value>
    void operator()(const char* name, const Value& value, Range range, const char* meaning) const {
        see(name, meaning);
        double number = 0;
        if constexpr (std::is_arithmetic_v<Value>)
            number = static_cast<double>(value);
        else
            number = static_cast<double>(value.count());
        CHECK(range.least <= number);
        CHECK(number <= range.most);
    }

private:
    void see(const std::string& name, const std::string& meaning) const {
        CAPTURE(name);
        CHECK(names.insert(name).second);
        CHECK_FALSE(meaning.empty());
    }
};

} // namespace

TEST_SUITE("hooks/setting_list") {
    TEST_CASE("every setting has a name of its own and a meaning and a default inside its range") {
        std::set<std::string> names;
        const Settings settings;
        visit_settings(settings, Look{names});
        for (const char* name : {"port", "max-body", "max-in-flight", "drain-ms", "policy.fever_c"})
            CHECK(names.contains(name));
    }
}
