#pragma once

#include "fhir/chart_builder.hpp"
#include "fhir/result.hpp"
#include "hooks/prefetch_reader.hpp"
#include "hooks/service.hpp"
#include "hooks/tree_memory.hpp"
#include "logic/chart.hpp"
#include "logic/order.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// `context.patientId` without a "Patient/" before it; empty if there is none.
[[nodiscard]] std::string_view patient_id(const boost::json::object& context);

/// `context.draftOrders.entry`; nullptr if there is none.
[[nodiscard]] const boost::json::array* draft_entries(const boost::json::object& context);
/// The resource of a Bundle's entry; nullptr if there is none.
[[nodiscard]] const boost::json::object* resource_of(const boost::json::value& entry);

/// A list of which the first so many resources were read, and no others (P-81).
struct FirstPart {
    logic::Source source{};
    std::size_t count = 0;

    friend bool operator==(const FirstPart&, const FirstPart&) = default;
};

/// One hook call, read (P-05, P-06).
struct HookRequest {
    Hook hook{};
    std::string hook_instance;
    TreeMemory context_memory = {};
    boost::json::object context; ///< as sent, with the drafts
    logic::Chart chart;
    std::vector<logic::Order> orders; ///< every entry of `draftOrders`, in its order
    std::string fhir_server = {};     ///< as sent; empty if there is none
    std::vector<FirstPart> first_parts = {};
    std::string client =
        {}; ///< issuer and tenant of its token: what one answered is not answered for another

    /// A draft as the client sent it, for `update` actions; nullptr if `order.draft` is not there.
    [[nodiscard]] const boost::json::object* draft(const logic::Order& order) const;
    /// `context.patientId` without a "Patient/" before it.
    [[nodiscard]] std::string_view patient_id() const;
};

/// A hook call as it was sent. What was left out can still be fetched, and then it is `completed`.
struct SentRequest {
    HookRequest request; ///< without chart and orders
    fhir::ChartBuilder chart;
    ListReadings lists;
    std::string access_token{}; ///< for that server alone (P-63)
};

/// The request with the chart of what was sent and fetched.
[[nodiscard]] HookRequest completed(SentRequest sent);

/// Limits of what a request may be made of (P-65).
struct JsonLimits {
    std::size_t depth = 64;
    /// Of what is kept of the request beside the prefetched resources: the text of `context`,
    /// `fhirAuthorization` and the like, and for each value of `context` its place in the tree.
    std::size_t context_bytes = 1UL << 20U;
};

/// What the reading of a request needs and shares with all others; built once at start.
struct ReadingAids {
    const fhir::Terminology& terminology;
    const fhir::TextReader& text_reader;
    JsonLimits limits;
};

/// Reads the body of a hook call in one pass, as its bytes arrive: a record of many megabytes is never held.
///
/// The envelope is held against hooks/schemas/hook-request.json by RapidJSON in the same pass. Prefetch
/// resources go straight to the chart; only `context` is kept as a tree. Members may come in any order.
class HookReader {
public:
    HookReader(Hook hook, const ReadingAids& aids);
    ~HookReader();
    HookReader(HookReader&&) noexcept;
    HookReader& operator=(HookReader&&) noexcept;

    /// The next bytes. True, since the rest is wanted: after a failure it is ignored, so that a bad body
    /// drains itself up to the size limit and the connection stays usable.
    bool write(std::string_view bytes);

    /// The request, or the first thing that is wrong with it: `structure` for malformed JSON (with the place
    /// in bytes), for a member of the wrong JSON type and for one that is given twice; `required`, `value`,
    /// and `invalid` for JSON that is no object; `too_long` past `JsonLimits::context_bytes`. Call once
    /// a call, after the last byte.
    [[nodiscard]] fhir::Result<SentRequest> sent();
    /// The same, when nothing is to be fetched.
    [[nodiscard]] fhir::Result<HookRequest> finish();

    /// Makes ready for another call of the same hook. Of this one only the room is left that it took.
    void reset();
    [[nodiscard]] Hook hook() const;
    /// How much was written of the call.
    [[nodiscard]] std::size_t bytes() const;

private:
    class State;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace psoas::hooks
