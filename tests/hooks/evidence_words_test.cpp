#include "hooks/evidence_words.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;
using logic::Availability;
using logic::Finding;
using logic::Sought;

namespace {

std::vector<std::string> lines_of(const std::vector<logic::Gap>& gaps) {
    return gap_lines(gaps);
}

} // namespace

TEST_SUITE("hooks/evidence_words") {
    TEST_CASE("P-22: evidence says what and value and date and where it was said") {
        using logic::Evidence;
        struct Row {
            const char* story;
            Evidence evidence;
            const char* line;
        };
        const sys_days day = 2026y / 11 / 16;
        const Row rows[] = {
            {"onset",
             {.finding = Finding::low_back_pain, .reference = "Condition/123", .onset = day},
             "low back pain; since 2026-11-16 (Condition/123)"},
            {"value",
             {.finding = Finding::fever,
              .source = logic::Source::observations,
              .reference = "Observation/t",
              .text = "Body temperature",
              .value = "38.6 \u00b0C",
              .recorded = day},
             "fever: 38.6 \u00b0C; recorded as \u201cBody temperature\u201d; recorded 2026-11-16 "
             "(Observation/t)"},
            {"side",
             {.finding = Finding::hip_pain,
              .side = logic::Side::left,
              .reference = "Condition/1",
              .onset = day},
             "hip pain; left; since 2026-11-16 (Condition/1)"},
            {"unconfirmed and past",
             {.finding = Finding::cancer_history,
              .certainty = logic::Certainty::unconfirmed,
              .course = logic::Course::past,
              .reference = "Condition/1",
              .ended = day},
             "history of cancer; unconfirmed; past; until 2026-11-16 (Condition/1)"},
            {"negated",
             {.finding = Finding::lumbar_vertebral_metastasis,
              .presence = logic::Presence::absent,
              .source = logic::Source::diagnostic_reports,
              .reference = "DiagnosticReport/ct",
              .recorded = day},
             "lumbar vertebral metastasis, documented as absent; recorded 2026-11-16 (DiagnosticReport/ct)"},
            {"negative test",
             {.finding = Finding::faber, .presence = logic::Presence::absent, .reference = "Observation/1"},
             "FABER test negative; undated (Observation/1)"},
            {"positive test",
             {.finding = Finding::psoas_stretch_positive, .reference = "Observation/1"},
             "psoas stretch test positive; undated (Observation/1)"},
            {"reason of an order",
             {.finding = Finding::low_back_pain,
              .source = logic::Source::order_reason,
              .reference = "ServiceRequest/1"},
             "low back pain; undated (ServiceRequest/1, reason of the order)"},
            {"without a reference",
             {.finding = Finding::low_back_pain},
             "low back pain; undated (conditions)"},
            {"text that only repeats",
             {.finding = Finding::low_back_pain,
              .reference = "Condition/1",
              .text = "low back pain",
              .onset = day},
             "low back pain; since 2026-11-16 (Condition/1)"},
            {"a test's own result",
             {.finding = Finding::psoas_stretch_positive, .reference = "Observation/1", .value = "positive"},
             "psoas stretch test positive; undated (Observation/1)"},
            {"a value in the record's words",
             {.finding = Finding::allodynia,
              .reference = "Observation/1",
              .text = "Allodynia of the thigh",
              .value = "Allodynia of the thigh."},
             "allodynia: Allodynia of the thigh.; undated (Observation/1)"},
            {"hostile text",
             {.finding = Finding::fever,
              .reference = "Observation/[1](x)",
              .text = "<script>alert(1)</script>\n# h"},
             "fever; recorded as \u201c&lt;script&gt;alert\\(1\\)&lt;/script&gt; # h\u201d; undated "
             "(Observation/\\[1\\]\\(x\\))"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(evidence_line(row.evidence) == row.line);
        }
    }

    TEST_CASE("a date says as much as is known") {
        CHECK(date_words(sys_days{2026y / 11 / 21}) == "2026-11-21");
        CHECK(date_words({sys_days{2026y / 11 / 1}, sys_days{2026y / 11 / 30}}) == "2026-11");
        CHECK(date_words({sys_days{2024y / 2 / 1}, sys_days{2024y / 2 / 29}}) == "2024-02");
        CHECK(date_words({sys_days{2026y / 1 / 1}, sys_days{2026y / 12 / 31}}) == "2026");
        CHECK(date_words({sys_days{2026y / 11 / 3}, sys_days{2026y / 11 / 20}})
              == "2026-11-03 to 2026-11-20");
    }

    TEST_CASE("numbers and studies are shown as recorded") {
        const logic::Measurement fever{.quantity = logic::Quantity::body_temperature,
                                       .value = 38.5,
                                       .date = sys_days{2026y / 11 / 20},
                                       .reference = "Observation/t",
                                       .shown = "101.3 [degF]"};
        CHECK(measurement_line(fever)
              == "temperature: 101.3 \\[degF\\]; recorded 2026-11-20 (Observation/t)");
        const logic::PriorStudy film{.modality = logic::Modality::radiograph,
                                     .region = logic::Region::hip,
                                     .side = logic::Side::left,
                                     .date = sys_days{2026y / 10 / 1},
                                     .reference = "ImagingStudy/1"};
        CHECK(study_line(film) == "radiograph of left hip; of 2026-10-01 (ImagingStudy/1)");
    }

    TEST_CASE(
        "DATA-1: only a list that was read says none found and every other state says could not be checked") {
        struct Row {
            Availability availability;
            const char* line;
        };
        const Row rows[] = {
            {Availability::read, "body temperature: none found in observations"},
            {Availability::cut, "body temperature: none found, but only part of observations was read"},
            {Availability::not_supplied,
             "body temperature: could not be checked (observations not supplied)"},
            {Availability::unreadable,
             "body temperature: could not be checked (observations could not be read)"},
        };
        for (const Row& row : rows)
            CHECK(lines_of({{Sought::body_temperature, row.availability}})
                  == std::vector<std::string>{row.line});
        CHECK(lines_of({{Sought::radiographs, Availability::read}})
              == std::vector<std::string>{
                  "hip or pelvis radiograph: none found in imaging studies, reports and procedures"});
        CHECK(lines_of({{Sought::radiographs, Availability::unreadable}})
              == std::vector<std::string>{
                  "hip or pelvis radiograph: could not be checked (not all of imaging studies, reports and "
                  "procedures "
                  "could be read)"});
    }

    TEST_CASE("what was looked for in the same lists stands in one line") {
        const std::vector<std::string> lines = lines_of({{Sought::cancer, Availability::read},
                                                         {Sought::infection, Availability::read},
                                                         {Sought::body_weight, Availability::cut},
                                                         {Sought::trauma, Availability::read},
                                                         {Sought::cancer, Availability::read}});
        CHECK(lines
              == std::vector<std::string>{
                  "cancer, infection and trauma: none found in conditions",
                  "body weight over time: none found, but only part of observations was read"});
        CHECK(lines_of({}).empty());
    }

    TEST_CASE("DATA-2: no gap says that something is normal or was not done") {
        for (int sought = 0; sought <= static_cast<int>(Sought::l3_findings); ++sought)
            for (const Availability availability : {Availability::not_supplied, Availability::unreadable,
                                                    Availability::cut, Availability::read}) {
                const std::string line = lines_of({{static_cast<Sought>(sought), availability}}).at(0);
                CAPTURE(line);
                const bool says_none_found = line.find(": none found") != std::string::npos;
                CHECK(says_none_found
                      == (availability == Availability::read || availability == Availability::cut));
                for (const char* claim :
                     {"no fever", "afebrile", "was not done", "was done", "normal", "excluded", "absent"})
                    CHECK(line.find(claim) == std::string::npos);
            }
    }

    TEST_CASE("every note is one sentence") {
        for (int note = 0; note <= static_cast<int>(logic::Note::order_reason_unread); ++note) {
            const std::string_view sentence = note_sentence(static_cast<logic::Note>(note));
            CAPTURE(sentence);
            REQUIRE(sentence.size() > 10);
            CHECK(sentence.ends_with('.'));
            CHECK(sentence.find('\n') == std::string::npos);
        }
        CHECK(note_sentence(logic::Note::vertebral_metastases).find("criterion 4 not met")
              != std::string::npos);
    }
}
