#include "hooks/metrics/process.hpp"

#include "hooks/metrics/family.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace psoas::hooks {

namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// The seconds since 1970 at which the process began: its 22nd field in /proc/self/stat counts from the start
/// of the system (proc(5)). The second may hold spaces and stands in parentheses.
double start_time() {
    std::ifstream stat("/proc/self/stat");
    std::string line;
    std::getline(stat, line);
    std::istringstream fields(line.substr(std::min(line.rfind(')') + 1, line.size())));
    std::string skipped;
    for (int field = 3; field < 22; ++field)
        fields >> skipped;
    double ticks = 0;
    fields >> ticks;

    std::ifstream system("/proc/stat");
    for (std::string name; system >> name;) {
        double began = 0;
        if (name == "btime" && system >> began)
            return began + ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
    }
    return 0;
}

struct Memory {
    double virtual_bytes = 0;
    double resident_bytes = 0;
};
Memory memory() {
    std::ifstream statm("/proc/self/statm");
    Memory pages;
    statm >> pages.virtual_bytes >> pages.resident_bytes;
    const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
    return {pages.virtual_bytes * page, pages.resident_bytes * page};
}

double open_descriptors() {
    std::error_code error;
    const std::filesystem::directory_iterator descriptors("/proc/self/fd", error);
    if (error) return 0;
    return static_cast<double>(std::distance(begin(descriptors), end(descriptors)) - 1); // one is that folder
}

} // namespace

void add_process_metrics(std::vector<prometheus::MetricFamily>& families) {
    const auto gauge = [&families](const char* name, const char* help, double value) {
        add_gauge(families.emplace_back(gauge_family(name, help)), value);
    };
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    add_counter(
        families.emplace_back(counter_family("process_cpu_seconds_total", "CPU time, of user and system.")),
        seconds(used.ru_utime) + seconds(used.ru_stime));
    const Memory in_use = memory();
    gauge("process_resident_memory_bytes", "Memory that is in RAM.", in_use.resident_bytes);
    gauge("process_virtual_memory_bytes", "Address space.", in_use.virtual_bytes);
    gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", start_time());
    gauge("process_open_fds", "File descriptors that are open.", open_descriptors());
    rlimit descriptors{};
    getrlimit(RLIMIT_NOFILE, &descriptors);
    gauge("process_max_fds", "File descriptors that may be open.", static_cast<double>(descriptors.rlim_cur));
}

} // namespace psoas::hooks
