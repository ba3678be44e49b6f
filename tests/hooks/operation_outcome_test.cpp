#include "hooks/operation_outcome.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

using namespace psoas::hooks;
using psoas::fhir::Issue;
using psoas::fhir::IssueType;
namespace http = boost::beast::http;

TEST_SUITE("hooks/operation_outcome") {
    TEST_CASE("P-09: the code of an issue chooses the status") {
        struct Row {
            IssueType type;
            unsigned status;
        };
        const Row rows[] = {
            {IssueType::structure, 400}, {IssueType::required, 400},   {IssueType::value, 400},
            {IssueType::invalid, 422},   {IssueType::not_found, 404},  {IssueType::not_supported, 415},
            {IssueType::too_long, 413},  {IssueType::too_costly, 422}, {IssueType::timeout, 408},
            {IssueType::throttled, 429}, {IssueType::transient, 503},  {IssueType::exception, 500},
        };
        for (const Row& row : rows) {
            CAPTURE(code(row.type));
            const Response response = operation_outcome({row.type, "context.patientId", "why"});
            CHECK(response.result_int() == row.status);
            CHECK(response[http::field::content_type] == "application/fhir+json");
            CHECK((response.count(http::field::retry_after) == 1)
                  == (row.status == 429 || row.status == 503));

            const boost::json::value outcome = boost::json::parse(response.body());
            CHECK(outcome.at("resourceType") == "OperationOutcome");
            const boost::json::value& issue = outcome.at("issue").at(0);
            CHECK(issue.at("severity") == "error");
            CHECK(std::string_view{issue.at("code").as_string()} == code(row.type));
            CHECK(issue.at("diagnostics") == "why");
            CHECK(issue.at("expression").at(0) == "context.patientId");
        }
    }

    TEST_CASE("an issue without a place has no expression") {
        const boost::json::value outcome =
            boost::json::parse(operation_outcome_json({IssueType::timeout, "", "slow"}));
        CHECK_FALSE(outcome.at("issue").at(0).as_object().contains("expression"));
    }
}
