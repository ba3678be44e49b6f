#pragma once

#include <boost/json/array.hpp>

namespace psoas::hooks {

/// What a page offers to order, each a Coding (`system`, `code`, `display`): the studies and the care that
/// the service itself proposes, and the studies, injections and therapy of its CPT value sets where the
/// program was built with those.
[[nodiscard]] boost::json::array order_list();

} // namespace psoas::hooks
