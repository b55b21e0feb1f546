"""Runs in the opponents' environment: reads the files of a folder, tells the median seconds of processor time of some rounds as JSON."""

import json
import logging
import statistics
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
folder, rounds = Path(sys.argv[1]), int(sys.argv[2])


def median(call, suffix):  # noqa: ANN001, ANN201, D103 - no types of ours in that environment
    files = sorted(folder.glob(f"*.{suffix}"))
    if not files:
        return None
    call(files[0])  # whatever is loaded once is no part of it
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        for path in files:
            call(path)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def pdfplumber_tables(path):  # noqa: ANN001, ANN201, D103 - as above
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


def docling_document():  # noqa: ANN201, D103 - as above
    from docling.datamodel.base_models import InputFormat
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter(allowed_formats=[InputFormat.DOCX])  # these need no models
    return lambda path: converter.convert(path).document


opponents = {"pdfplumber": (lambda: pdfplumber_tables, "pdf"), "docling": (docling_document, "docx")}
told = {}
for name, (make, suffix) in opponents.items():
    try:
        told[name] = median(make(), suffix)
    except ImportError as error:
        told[name] = str(error)
print(json.dumps(told))
