"""Takes out of a result who is named in it: private persons, telephones, certificates, addresses of mail."""

from kpi_nlp.masking.marks import is_masked, left_of
from kpi_nlp.masking.results import masked

__all__ = ["is_masked", "left_of", "masked"]
