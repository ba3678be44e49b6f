#include "hooks/spare_readers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;

namespace {

ReadingAids aids() {
    static const fhir::Terminology terminology;
    static const fhir::TextReader text_reader;
    return {terminology, text_reader, {}};
}

std::string call_about(const std::string& patient, std::size_t spaces = 0) {
    return R"({"hook":"patient-view","hookInstance":"i","context":{"userId":"Practitioner/1","patientId":")"
           + patient + "\"}}" + std::string(spaces, ' ');
}

} // namespace

TEST_SUITE("hooks/spare_readers") {
    TEST_CASE("a reader that was given back reads the next call and knows nothing of the last") {
        SpareReaders readers(aids());
        HookReader first = readers.take(Hook::patient_view);
        first.write(call_about("1"));
        REQUIRE(first.finish().has_value());
        readers.give_back(std::move(first));
        REQUIRE(readers.size(Hook::patient_view) == 1);

        HookReader broken_off = readers.take(Hook::patient_view);
        CHECK(readers.size(Hook::patient_view) == 0);
        broken_off.write(call_about("2").substr(0, 60));
        readers.give_back(std::move(broken_off));

        HookReader next = readers.take(Hook::patient_view);
        CHECK(next.bytes() == 0);
        next.write(call_about("3"));
        const fhir::Result<HookRequest> request = next.finish();
        REQUIRE(request.has_value());
        CHECK(request->patient_id() == "3");
    }

    TEST_CASE("readers are kept apart by hook and few of them are kept") {
        SpareReaders readers(aids());
        std::vector<HookReader> taken;
        for (std::size_t i = 0; i < SpareReaders::most_of_a_hook + 2; ++i)
            taken.push_back(readers.take(Hook::order_sign));
        for (HookReader& reader : taken)
            readers.give_back(std::move(reader));
        CHECK(readers.size(Hook::order_sign) == SpareReaders::most_of_a_hook);
        CHECK(readers.size(Hook::order_select) == 0);
        CHECK(readers.take(Hook::order_select).hook() == Hook::order_select);
        CHECK(readers.take(Hook::order_sign).hook() == Hook::order_sign);
    }

    TEST_CASE("P-65: a reader that a large call has filled is not kept") {
        SpareReaders readers(aids());
        const std::string call = call_about("1");
        for (const std::size_t bytes : {SpareReaders::most_bytes, SpareReaders::most_bytes + 1}) {
            CAPTURE(bytes);
            HookReader reader = readers.take(Hook::patient_view);
            reader.write(call_about("1", bytes - call.size()));
            REQUIRE(reader.bytes() == bytes);
            readers.give_back(std::move(reader));
            CHECK(readers.size(Hook::patient_view) == (bytes > SpareReaders::most_bytes ? 0 : 1));
        }
    }
}
