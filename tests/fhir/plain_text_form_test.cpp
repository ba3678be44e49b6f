#include "fhir/plain_text_form.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/plain_text_form") {
    TEST_CASE("a form is read if it is plain text in UTF-8 and nothing else") {
        struct Row {
            std::string_view story;
            const char* type;
            const char* data;
            std::optional<std::string> text;
        };
        const Row rows[] = {
            {"plain", "text/plain", "cHNvYXM=", "psoas"},
            {"two bytes of padding", "text/plain", "cHNvYQ==", "psoa"},
            {"no padding needed", "text/plain", "cHNvYXMh", "psoas!"},
            {"white space between", "text/plain", "cHNv\\r\\n YXM=", "psoas"},
            {"UTF-8", "text/plain;charset=utf-8", "w6Q=", "ä"},
            {"ASCII", "TEXT/PLAIN; charset=\\\"us-ascii\\\"", "cHNvYXM=", "psoas"},
            {"another character set", "text/plain; charset=iso-8859-1", "cHNvYXM=", {}},
            {"a page", "text/html", "cHNvYXM=", {}},
            {"a type that begins alike", "text/plainish", "cHNvYXM=", {}},
            {"no type", "", "cHNvYXM=", {}},
            {"no data", "text/plain", "", {}},
            {"no base64", "text/plain", "cHNv*XM=", {}},
            {"cut short", "text/plain", "cHNvYXM", {}},
            {"padding inside", "text/plain", "cH=vYXM=", {}},
            {"too much padding", "text/plain", "c===", {}},
            {"no UTF-8", "text/plain", "/////w==", {}},
            {"an overlong character", "text/plain", "wIA=", {}},
            {"half a surrogate", "text/plain", "7aCA", {}},
            {"a cut character", "text/plain", "4oI=", {}},
            {"beyond Unicode", "text/plain", "9JCAgA==", {}},
            {"four bytes", "text/plain", "8J+YgA==", "😀"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string json = R"({"presentedForm":[{"contentType":")" + std::string(row.type)
                                     + R"(","data":")" + row.data + R"("}]})";
            with_resource(json, [&](const Resource& resource) {
                for (const Value form : resource[Element::presentedForm].items())
                    CHECK(read_plain_text(form) == row.text);
            });
        }
    }
}
