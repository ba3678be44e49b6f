#include "hooks/replay/replay_run.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <exception>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

std::string text(const json::value& value) {
    return std::string(value.as_string());
}

json::array texts(const std::vector<std::string>& all) {
    json::array values;
    for (const std::string& each : all)
        values.emplace_back(each);
    return values;
}

std::vector<std::string> read_texts(const json::value& values) {
    std::vector<std::string> all;
    for (const json::value& each : values.as_array())
        all.push_back(text(each));
    return all;
}

ReplayRun run_in(const json::value& read) {
    ReplayRun run{.version = text(read.at("version"))};
    run.shard.index = read.at("shard").to_number<unsigned>();
    run.shard.count = read.at("shards").to_number<unsigned>();
    for (const json::value& each : read.at("inputs").as_array())
        run.inputs.push_back({text(each.at("name")), each.at("bytes").to_number<std::uint64_t>()});
    for (const json::value& each : read.at("policies").as_array())
        run.policies.push_back({text(each.at("name")), text(each.at("settings"))});
    run.from = text(read.at("from"));
    run.to = text(read.at("to"));
    run.broken = read_texts(read.at("notRead"));
    run.not_there = read_texts(read.at("listsNotThere"));
    run.seconds = read.at("seconds").to_number<double>();
    return run;
}

} // namespace

bool ReplayRun::is_of_same_run(const ReplayRun& other) const {
    return version == other.version && inputs == other.inputs && policies == other.policies
           && from == other.from && to == other.to && shard.count == other.shard.count
           && not_there == other.not_there;
}

std::string written_run(const ReplayRun& run) {
    json::array inputs;
    for (const ReplayRun::Input& each : run.inputs)
        inputs.push_back(json::object{{"name", each.name}, {"bytes", each.bytes}});
    json::array policies;
    for (const ReplayRun::Policy& each : run.policies)
        policies.push_back(json::object{{"name", each.name}, {"settings", each.settings}});
    return json::serialize(json::object{{"version", run.version},
                                        {"shard", run.shard.index},
                                        {"shards", run.shard.count},
                                        {"inputs", std::move(inputs)},
                                        {"policies", std::move(policies)},
                                        {"from", run.from},
                                        {"to", run.to},
                                        {"notRead", texts(run.broken)},
                                        {"listsNotThere", texts(run.not_there)},
                                        {"seconds", run.seconds}})
           + "\n";
}

fhir::Result<ReplayRun> read_run(std::string_view json) {
    boost::system::error_code error;
    const json::value read = json::parse(json, error);
    const fhir::Issue wrong{fhir::IssueType::structure, "", "is no run.json of a replay"};
    if (error) return wrong;
    try {
        ReplayRun run = run_in(read);
        if (run.shard.index >= run.shard.count || run.policies.empty()) return wrong;
        return run;
    } catch (const std::exception&) { // Boost.JSON has no other way to say that a member is missing
        return wrong;
    }
}

} // namespace psoas::hooks
