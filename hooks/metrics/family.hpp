#pragma once

#include "hooks/metrics/histogram.hpp"

#include <prometheus/metric_family.h>

#include <initializer_list>
#include <string_view>
#include <utility>

namespace psoas::hooks {

/// The labels of one time series: names and values.
using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Families of metrics as prometheus-cpp writes them.
[[nodiscard]] prometheus::MetricFamily counter_family(std::string_view name, std::string_view help);
[[nodiscard]] prometheus::MetricFamily gauge_family(std::string_view name, std::string_view help);
[[nodiscard]] prometheus::MetricFamily histogram_family(std::string_view name, std::string_view help);

/// Adds a time series.
void add_counter(prometheus::MetricFamily& family, double value, Labels labels = {});
void add_gauge(prometheus::MetricFamily& family, double value, Labels labels = {});
void add_histogram(prometheus::MetricFamily& family, const Histogram::Reading& reading, Labels labels = {});

} // namespace psoas::hooks
