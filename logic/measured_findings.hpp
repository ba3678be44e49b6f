#pragma once

#include "logic/chart.hpp"

namespace psoas::logic {

/// Findings that a single number decides, whatever the day. Thresholds that a site may want to move are in
/// `Policy`; these are of the measures themselves.

/// Millilitres left after voiding from which the bladder holds urine back. Less excludes nothing.
/// Source: Katzouraki G et al., Bone Joint J 2020;102-B:677-682 (200 ml or more goes with compression on
/// MRI).
inline constexpr double retained_urine_ml = 200;

/// Corrected QT from which methadone is weighed anew, in ms (MPS-TX-6).
/// Source: Chou R et al., J Pain 2014;15:321-337 (450 to 500 ms: consider another drug; more: none).
inline constexpr double prolonged_qtc_ms = 450;

/// From this temperature words tell of a fever (RF-INF-1); the rule holds their number against
/// `Policy::fever_c` once more. 38.0 °C is 100.4 °F.
/// Source: SNOMED CT 426000000 (fever greater than 100.4 Fahrenheit).
inline constexpr double fever_told_c = 38.0;
inline constexpr double fever_told_f = 100.4;

/// Months from which a course of steroids is long-term where a text tells how long it has lasted (RF-FX-3).
/// Source: NCQA HEDIS, Use of Imaging Studies for Low Back Pain (90 days of corticosteroids in a year).
inline constexpr int long_term_steroid_months = 3;

} // namespace psoas::logic
