#include "app/pihak.h"
#include "app/setelan.h"

/* The holder of an office on that day; an empty object where none is on record, so that the paper shows a dotted line. */
static int holder(struct cx *cx, const char *jabatan, int64_t hari, struct val *ret, struct err *err)
{
	struct val row, p = OBJ(cx, { "jabatan", val_c(jabatan) }, { "hari", val_int(hari) });
	int rc = ONE(cx, Q_PEJABAT_PADA, &p, &row, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = rc == OK ? OBJ(cx, { "nama", val_str(val_getstr(&row, "nama")) }, { "nip", val_str(val_getstr(&row, "nip")) },
			      { "pangkat", val_str(val_getstr(&row, "pangkat")) }, { "sebutan", val_str(val_getstr(&row, "sebutan")) },
			      { "jabatan", val_str(val_getstr(&row, "sebutan")) })
			: val_obj();
	return OK;
}

int pihak_isi(struct cx *cx, int64_t hari, struct val *fakta, struct err *err)
{
	static const struct {
		const char *kode, *sebagai;
	} signers[] = { { "kadis", "pa" }, { "bendahara", "bendahara" }, { "pptk", "pptk" }, { "ppk", "ppk" } };
	struct val one, two, all = val_obj();
	TRY(holder(cx, "kadis", hari, &one, err));
	val_set(cx->mem, &one, "alamat", val_str(setelan_text(cx, "kantor.alamat")));
	TRY(holder(cx, "bpjs", hari, &two, err));
	val_set(cx->mem, &two, "alamat", val_str(setelan_text(cx, "bpjs.alamat")));
	val_set(cx->mem, &two, "instansi", val_str(setelan_text(cx, "bpjs.nama")));
	val_set(cx->mem, &two, "npwp", val_str(setelan_text(cx, "bpjs.npwp")));
	val_set(cx->mem, &two, "bank", val_str(setelan_text(cx, "bpjs.bank")));
	val_set(cx->mem, &two, "rekening", val_str(setelan_text(cx, "bpjs.rekening")));
	for (size_t i = 0; i < COUNT(signers); i++) {
		struct val h;
		TRY(holder(cx, signers[i].kode, hari, &h, err));
		val_set(cx->mem, &all, signers[i].sebagai, h);
	}
	val_set(cx->mem, fakta, "pihak_satu", one);
	val_set(cx->mem, fakta, "pihak_dua", two);
	val_set(cx->mem, fakta, "penanda", all);
	return OK;
}
