#pragma once

#include <prometheus/metric_family.h>

#include <vector>

namespace psoas::hooks {

/// What Prometheus' client libraries tell of a process under the names that dashboards know (`process_…`):
/// CPU time, memory, file descriptors and the time of its start, as /proc and getrusage have them.
void add_process_metrics(std::vector<prometheus::MetricFamily>& families);

} // namespace psoas::hooks
