/* Dates, NIK, KK, participant numbers, sexes and addresses from any bytes: results stay within their rules. */
#include "base/nik.h"
#include "engine/fingerprint.h"
#include "engine/person.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = str_of((const char *)data, size);
	struct nik_fact f;
	date_raw r = date_read(s);
	bool open, present;
	for (int order = 0; order < 2; order++) {
		tanggal t = date_resolve(r, (enum date_order)order, 20261101, &open);
		MUST(t == 0 || tanggal_valid(tanggal_year(t), tanggal_month(t), tanggal_day(t)));
		MUST(t == 0 || tanggal_from_days(tanggal_days(t)) == t);
	}
	(void)date_read_serial(s, size & 1);
	nik_describe(&f, s);
	MUST(f.value.n < UINT64_C(10000000000000000));
	MUST(f.state != NIK_VALID || f.value.n != 0);
	MUST(kk_read(s, false) < UINT64_C(10000000000000000));
	MUST(peserta_read(s, &present) < UINT64_C(10000000000000));
	(void)sex_read(s);
	(void)address_hash(s);
	(void)mother_hash(s);
	(void)status_read(s);
	(void)list_status_deceased(s);
	(void)segment_is_ours(s);
	return 0;
}
