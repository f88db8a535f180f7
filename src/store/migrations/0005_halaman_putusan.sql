-- Findings of one verdict in the order of the list, page by page, without walking over all the others.
CREATE INDEX temuan_putusan ON temuan(periksa, putusan, no) WHERE putusan <> 0;
