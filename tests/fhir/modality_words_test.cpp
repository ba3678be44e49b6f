#include "fhir/modality_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Modality;

TEST_SUITE("fhir/modality_words") {
    TEST_CASE("the more particular kind of imaging counts and words of English are none") {
        struct Row {
            const char* title;
            Modality modality;
        };
        const Row rows[] = {
            {"MRI lumbar spine", Modality::mri},
            {"mr hip", Modality::mri},
            {"cat scan of pelvis", Modality::ct},
            {"PET/CT", Modality::pet},
            {"MR arthrogram hip", Modality::mri},
            {"hip arthrogram", Modality::other},
            {"MR angiogram pelvis", Modality::other},
            {"X-ray hip", Modality::radiograph},
            {"hip 2 views", Modality::radiograph},
            {"US hip", Modality::ultrasound},
            {"Mr Hip", Modality::mri},
            {"Mr Smith has pain", Modality::unknown},
            {"let us know", Modality::unknown},
            {"Us, hip", Modality::unknown},
            {"actuarial", Modality::unknown},
            {"", Modality::unknown},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(modality_in(TitleWords(row.title)) == row.modality);
        }
    }
}
