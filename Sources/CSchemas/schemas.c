#include "cschemas.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char claims_figures[] = {
#embed "../../schemas/claims/figures.json"
};
static const unsigned char claims_phrases[] = {
#embed "../../schemas/claims/phrases.json"
};
static const unsigned char form_2014[] = {
#embed "../../schemas/forms/2014.json"
};
static const unsigned char form_2019[] = {
#embed "../../schemas/forms/2019.json"
};
static const unsigned char form_2021[] = {
#embed "../../schemas/forms/2021.json"
};
static const unsigned char rules_arithmetic_applications[] = {
#embed "../../schemas/rules/arithmetic-applications.json"
};
static const unsigned char rules_arithmetic_disclosure[] = {
#embed "../../schemas/rules/arithmetic-disclosure.json"
};
static const unsigned char rules_arithmetic_review_litigation[] = {
#embed "../../schemas/rules/arithmetic-review-litigation.json"
};
static const unsigned char rules_arithmetic_statistics[] = {
#embed "../../schemas/rules/arithmetic-statistics.json"
};
static const unsigned char rules_between_tables[] = {
#embed "../../schemas/rules/between-tables.json"
};
static const unsigned char rules_completeness[] = {
#embed "../../schemas/rules/completeness.json"
};
static const unsigned char rules_dates[] = {
#embed "../../schemas/rules/dates.json"
};
static const unsigned char rules_plausibility[] = {
#embed "../../schemas/rules/plausibility.json"
};
static const unsigned char rules_across_agencies_text[] = {
#embed "../../schemas/rules/across-agencies-text.json"
};
static const unsigned char rules_narrative[] = {
#embed "../../schemas/rules/narrative.json"
};
static const unsigned char rules_wording[] = {
#embed "../../schemas/rules/wording.json"
};
static const unsigned char rules_wording_dates[] = {
#embed "../../schemas/rules/wording-dates.json"
};
static const unsigned char rules_wording_plausibility[] = {
#embed "../../schemas/rules/wording-plausibility.json"
};
static const unsigned char collection_words[] = {
#embed "../../schemas/collection/words.json"
};
static const unsigned char regions_divisions[] = {
#embed "../../schemas/regions/divisions.csv"
};
static const unsigned char rules_across_years[] = {
#embed "../../schemas/rules/across-years.json"
};
static const unsigned char rules_across_agencies[] = {
#embed "../../schemas/rules/across-agencies.json"
};
static const unsigned char rules_plausibility_peers[] = {
#embed "../../schemas/rules/plausibility-peers.json"
};

static const struct cschemas_file files[] = {
    {"claims/figures.json", claims_figures, sizeof claims_figures},
    {"claims/phrases.json", claims_phrases, sizeof claims_phrases},
    {"forms/2014.json", form_2014, sizeof form_2014},
    {"forms/2019.json", form_2019, sizeof form_2019},
    {"forms/2021.json", form_2021, sizeof form_2021},
    {"rules/arithmetic-applications.json", rules_arithmetic_applications,
     sizeof rules_arithmetic_applications},
    {"rules/arithmetic-disclosure.json", rules_arithmetic_disclosure,
     sizeof rules_arithmetic_disclosure},
    {"rules/arithmetic-review-litigation.json", rules_arithmetic_review_litigation,
     sizeof rules_arithmetic_review_litigation},
    {"rules/arithmetic-statistics.json", rules_arithmetic_statistics,
     sizeof rules_arithmetic_statistics},
    {"rules/between-tables.json", rules_between_tables,
     sizeof rules_between_tables},
    {"rules/completeness.json", rules_completeness,
     sizeof rules_completeness},
    {"rules/dates.json", rules_dates,
     sizeof rules_dates},
    {"rules/plausibility.json", rules_plausibility,
     sizeof rules_plausibility},
    {"rules/across-agencies-text.json", rules_across_agencies_text, sizeof rules_across_agencies_text},
    {"rules/narrative.json", rules_narrative, sizeof rules_narrative},
    {"rules/wording.json", rules_wording, sizeof rules_wording},
    {"rules/wording-dates.json", rules_wording_dates, sizeof rules_wording_dates},
    {"rules/wording-plausibility.json", rules_wording_plausibility, sizeof rules_wording_plausibility},
    {"collection/words.json", collection_words, sizeof collection_words},
    {"regions/divisions.csv", regions_divisions, sizeof regions_divisions},
    {"rules/across-years.json", rules_across_years, sizeof rules_across_years},
    {"rules/across-agencies.json", rules_across_agencies, sizeof rules_across_agencies},
    {"rules/plausibility-peers.json", rules_plausibility_peers, sizeof rules_plausibility_peers},
};

size_t cschemas_count(void) { return sizeof files / sizeof files[0]; }

struct cschemas_file cschemas_file_at(size_t index) { return files[index]; }
