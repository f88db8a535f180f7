#include "app/kertas_alat.h"
#include "app/berkas.h"
#include "app/setelan.h"
#include "base/rupiah.h"

struct str kertas_tanggal(struct arena *mem, int64_t hari)
{
	return cx_textf(mem, "%d %s %d", (int)(hari % 100), bulan_nama((int)(hari / 100 % 100)), (int)(hari / 10000));
}

struct str kertas_bulan(struct arena *mem, int64_t periode)
{
	return cx_textf(mem, "%s %d", bulan_nama((int)(periode % 100)), (int)(periode / 100));
}

struct str kertas_angka(struct arena *mem, int64_t n)
{
	struct buf b;
	buf_init(&b, 64);
	angka_format(&b, n);
	struct str s = arena_str(mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

struct str kertas_uang(struct arena *mem, int64_t n)
{
	struct buf b;
	buf_init(&b, 64);
	rupiah_format(&b, (rupiah){ n });
	struct str s = arena_str(mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

struct str kertas_kata(struct arena *mem, int64_t n)
{
	struct buf b;
	buf_init(&b, 1024);
	terbilang(&b, n);
	struct str s = arena_str(mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

int kertas_mulai(struct cx *cx, struct paper **ret, const char *title, bool landscape, bool draft, struct str footer, struct err *err)
{
	struct paper_config c = { .size = str_eq(setelan_text(cx, "surat.kertas"), S("A4")) ? PAPER_A4 : PAPER_F4, .landscape = landscape,
				  .title = str_c(title), .author = setelan_text(cx, "kantor.nama_lengkap"), .made_s = cx->now_s,
				  .footer = footer, .draft = draft };
	TRY(paper_new(ret, &c, err));
	struct paper_office office = { .line1 = setelan_text(cx, "kantor.pemda"), .line2 = setelan_text(cx, "kantor.nama"),
				       .address = setelan_text(cx, "kantor.alamat") };
	paper_kop(*ret, &office);
	return OK;
}

int kertas_selesai(struct cx *cx, struct paper *p, const char *name, struct str *ret_hash, struct err *err)
{
	struct buf out;
	buf_init(&out, (size_t)64 << 20);
	int rc = paper_finish(p, &out, err);
	if (rc == OK)
		rc = berkas_put(cx, buf_str(&out), name, "application/pdf", ret_hash, err);
	buf_clear(&out);
	paper_free(p);
	return rc;
}

/* Who signs on that day: the office holder in force, with Plt./Plh. in front where that is so. */
void kertas_penanda(struct cx *cx, int64_t hari, struct paper_signer *s)
{
	struct val row, q = OBJ(cx, { "jabatan", val_c("kadis") }, { "hari", val_int(hari) });
	s->office = cx_textf(cx->mem, "Kepala %s", setelan_text(cx, "kantor.nama_lengkap").ptr);
	s->name = S("........................................");
	if (ONE(cx, Q_PEJABAT_PADA, &q, &row, NULL) < 0)
		return;
	s->office = val_getstr(&row, "sebutan");
	s->name = val_getstr(&row, "nama");
	s->rank = val_getstr(&row, "pangkat");
	s->nip = val_getstr(&row, "nip");
}

void kertas_sidik(struct cx *cx, struct paper *p, struct str hash, const char *what)
{
	paper_qr(p, cx_textf(cx->mem, "padan:%.32s", hash.ptr),
		 cx_textf(cx->mem, "%s\nSidik isi: %.8s %.8s %.8s %.8s", what, hash.ptr, hash.ptr + 8, hash.ptr + 16, hash.ptr + 24));
}

void kertas_pembuka(struct cx *cx, struct paper *p, int64_t day)
{
	paper_para(p,
		   cx_textf(cx->mem,
			    "Pada hari ini %s tanggal %s bulan %s tahun %s (%02d-%02d-%04d), kami yang bertanda tangan di "
			    "bawah ini:",
			    hari_nama((int) ((tanggal_days((tanggal) day) % 7 + 11) % 7)), kertas_kata(cx->mem, day % 100).ptr,
			    bulan_nama((int) (day / 100 % 100)), kertas_kata(cx->mem, day / 10000).ptr, (int) (day % 100),
			    (int) (day / 100 % 100), (int) (day / 10000)),
		   PAPER_JUSTIFY, 0, 2);
}
