#include "hooks/prefetch_reader.hpp"

#include <cstddef>

namespace psoas::hooks {

PrefetchReader::PrefetchReader(const fhir::Terminology& terminology, const fhir::TextReader& text_reader)
    : terminology_(terminology), text_reader_(text_reader),
      reader_([this](const fhir::Resource& resource, fhir::ResourceReader::Place place) {
          if (!list_->see(resource, place)) return;
          const fhir::Subject subject = chart_.add(resource);
          if (subject.kind == fhir::Subject::Kind::patient) list_->see_patient(subject.patient_id);
          if (subject.kind == fhir::Subject::Kind::other) list_->see_nobodys(resource);
      }) {}

void PrefetchReader::reset() {
    chart_ = fhir::ChartBuilder(terminology_, text_reader_);
    reader_.reset();
    list_ = nullptr;
    lists_ = {};
}

void PrefetchReader::begin(logic::Source source) {
    list_ = &lists_[static_cast<std::size_t>(source)].emplace(source);
    reader_.reset();
}

void PrefetchReader::null(logic::Source source) {
    lists_[static_cast<std::size_t>(source)].emplace(source).see_null();
}

} // namespace psoas::hooks
