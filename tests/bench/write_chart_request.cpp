// Writes an order-select request about a chart of a wanted size to standard output:
// psoas_chart_request BYTES [of-brain]

#include "tests/bench/chart_request.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>

using namespace psoas::bench;

int main(int argc, char** argv) {
    const bool of_lumbar_spine = argc == 2;
    if (argc < 2 || argc > 3 || (argc == 3 && std::string_view(argv[2]) != "of-brain")) {
        std::cerr << "usage: psoas_chart_request BYTES [of-brain]\n";
        return 2;
    }
    std::cout << chart_request(std::strtoull(argv[1], nullptr, 10),
                               of_lumbar_spine ? Study::lumbar_spine : Study::brain);
}
