#include "hooks/log.hpp"

#include <boost/core/demangle.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <typeinfo>

namespace psoas::hooks {

namespace {

/// The pattern is the message alone: spdlog would not escape it, so it is JSON already.
std::shared_ptr<spdlog::logger> json_lines() {
    auto logger =
        std::make_shared<spdlog::logger>("psoas-cds", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%v");
    return logger;
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%FT%TZ", &utc)};
}

} // namespace

void log_event(Severity severity, std::string_view event, boost::json::object details) {
    static const std::shared_ptr<spdlog::logger> logger = json_lines();
    boost::json::object line{
        {"time", utc_now()}, {"level", severity == Severity::error ? "error" : "info"}, {"event", event}};
    for (auto& [name, value] : details)
        line[name] = std::move(value);
    // The text is passed as an argument: as a format its braces would be read.
    logger->log(severity == Severity::error ? spdlog::level::err : spdlog::level::info, "{}",
                serialize(line));
}

void log_internal_error(const std::exception& defect) {
    log_event(Severity::error, "internal-error",
              {{"exception", boost::core::demangle(typeid(defect).name())}});
}

} // namespace psoas::hooks
