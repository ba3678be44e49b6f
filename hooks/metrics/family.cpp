#include "hooks/metrics/family.hpp"

#include <limits>
#include <string>

namespace psoas::hooks {

namespace {

prometheus::MetricFamily family(std::string_view name, std::string_view help, prometheus::MetricType type) {
    prometheus::MetricFamily made;
    made.name = name;
    made.help = help;
    made.type = type;
    return made;
}

prometheus::ClientMetric& series(prometheus::MetricFamily& family, Labels labels) {
    prometheus::ClientMetric& made = family.metric.emplace_back();
    for (const auto& [name, value] : labels)
        made.label.push_back({std::string(name), std::string(value)});
    return made;
}

} // namespace

prometheus::MetricFamily counter_family(std::string_view name, std::string_view help) {
    return family(name, help, prometheus::MetricType::Counter);
}

prometheus::MetricFamily gauge_family(std::string_view name, std::string_view help) {
    return family(name, help, prometheus::MetricType::Gauge);
}

prometheus::MetricFamily histogram_family(std::string_view name, std::string_view help) {
    return family(name, help, prometheus::MetricType::Histogram);
}

void add_counter(prometheus::MetricFamily& family, double value, Labels labels) {
    series(family, labels).counter.value = value;
}

void add_gauge(prometheus::MetricFamily& family, double value, Labels labels) {
    series(family, labels).gauge.value = value;
}

void add_histogram(prometheus::MetricFamily& family, const Histogram::Reading& reading, Labels labels) {
    prometheus::ClientMetric::Histogram& histogram = series(family, labels).histogram;
    std::uint64_t so_far = 0;
    for (std::size_t bucket = 0; bucket < reading.counts.size(); ++bucket) {
        so_far += reading.counts[bucket];
        const bool is_last = bucket == bucket_bounds.size();
        histogram.bucket.push_back(
            {so_far, is_last ? std::numeric_limits<double>::infinity() : bucket_bounds[bucket]});
    }
    histogram.sample_count = so_far;
    histogram.sample_sum = reading.seconds;
}

} // namespace psoas::hooks
