#pragma once

#include "hooks/feedback/database_place.hpp"
#include "hooks/feedback/hash_key.hpp"
#include "tests/hooks/feedback/test_postgresql.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

namespace psoas::hooks {

/// An empty database of each kind: what is true of one is true of the other.
class TestDatabases {
public:
    TestDatabases() {
        places_.push_back(database_place((folder_.path() / "feedback.sqlite").string()));
        if (const std::string url = TestPostgresql::cluster_of_tests().new_url(); !url.empty())
            places_.push_back(database_place(url));
        else
            MESSAGE("PostgreSQL is not installed: its half of this test is left out");
    }

    [[nodiscard]] auto begin() const { return places_.begin(); }
    [[nodiscard]] auto end() const { return places_.end(); }

private:
    TemporaryFolder folder_;
    std::vector<DatabasePlace> places_;
};

inline std::unique_ptr<Database> writing(const DatabasePlace& place) {
    return open_database(place, DatabaseUse::write);
}

/// Every database has the same.
inline HashKey key_of_tests(Database&) {
    return {1, 2, 3};
}

} // namespace psoas::hooks
