#include "hooks/prefetch_reader.hpp"

#include <cstddef>

namespace psoas::hooks {

PrefetchReader::PrefetchReader(fhir::ChartBuilder& chart)
    : chart_(chart), reader_([this](const fhir::Resource& resource, fhir::ResourceReader::Place place) {
          if (!list_->see(resource, place)) return;
          const fhir::Subject subject = chart_.add(resource);
          if (subject.kind == fhir::Subject::Kind::patient) list_->see_patient(subject.patient_id);
          if (subject.kind == fhir::Subject::Kind::other) list_->see_nobodys(resource);
      }) {}

void PrefetchReader::begin(logic::Source source) {
    list_ = &lists_[static_cast<std::size_t>(source)].emplace(source);
    reader_.reset();
}

void PrefetchReader::null(logic::Source source) {
    lists_[static_cast<std::size_t>(source)].emplace(source).see_null();
}

} // namespace psoas::hooks
