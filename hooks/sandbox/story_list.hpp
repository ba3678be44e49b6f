#pragma once

#include <boost/json/array.hpp>

namespace psoas::hooks {

/// The stories of fixtures/ for a page to choose from, in the order of their titles: `name`, `title`, `text`,
/// the `service` that is called, the `cards` that the story expects (topic and indicator), the `status` where
/// it is not 200, and the `settings` of its site where it is told of one with its own.
[[nodiscard]] boost::json::array story_list();

} // namespace psoas::hooks
