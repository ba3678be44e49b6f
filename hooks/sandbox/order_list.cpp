#include "hooks/sandbox/order_list.hpp"

#include "fhir/order_codes.hpp"
#include "hooks/sandbox/embedded_files.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <set>
#include <string>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

/// Codings, each code once.
class OrderList {
public:
    void add(const json::value& system, const json::value& code, const json::value& display) {
        if (seen_.emplace(system.as_string(), code.as_string()).second)
            orders_.push_back(json::object{{"system", system}, {"code", code}, {"display", display}});
    }
    [[nodiscard]] json::array take() && { return std::move(orders_); }

private:
    std::set<std::pair<std::string, std::string>> seen_; ///< some studies are in several value sets
    json::array orders_;
};

void add_value_set(OrderList& orders, const json::value& value_set) {
    for (const json::value& include : value_set.at("compose").at("include").as_array())
        for (const json::value& coding : include.at("concept").as_array())
            orders.add(include.at("system"), coding.at("code"), coding.at("display"));
}

} // namespace

json::array order_list() {
    OrderList orders;
    for (const fhir::OrderCode& order : fhir::order_codes())
        orders.add(json::string(order.system), json::string(order.code), json::string(order.display));
    for (const EmbeddedFile& file : embedded_files())
        if (file.name.starts_with("orders/")) add_value_set(orders, json::parse(file.text));
    return std::move(orders).take();
}

} // namespace psoas::hooks
