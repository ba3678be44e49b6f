#include "hooks/service.hpp"

namespace psoas::hooks {

std::string_view name(Hook hook) {
    switch (hook) {
    case Hook::patient_view: return "patient-view";
    case Hook::order_select: return "order-select";
    case Hook::order_sign: return "order-sign";
    }
    return "";
}

} // namespace psoas::hooks
