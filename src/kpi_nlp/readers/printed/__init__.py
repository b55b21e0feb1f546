"""Printed pages to blocks: what PDF, OFD and scans share. A page is letters and ruling lines with their places."""
