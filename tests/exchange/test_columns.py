from annotations.exchange.columns import NAMES

# PRODUCT.md's contract, schema version 1. Columns are only ever added at the end.
CONTRACT = """
schema_version article_id article_title article_url revision sentence_no paragraph_no sentence_text
span_start span_end quote prefix suffix claim_text claimant claim_date verdict reason caveat
confidence note as_of recheck_by state outcome reviewer reviewed_at adjudicator adjudicated_at
evidence_count primary_evidence_count evidence_urls evidence_quotes external_rating annotation_id
permalink evidence_rule attempts
"""


def test_the_columns_are_those_of_the_contract_in_its_order():
    assert list(NAMES) == CONTRACT.split()
