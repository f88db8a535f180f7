/* Uploads in pieces, for the browser and for programs. What a finished one is for, the route does that takes the file. */
#include "app/unggahan.h"
#include "web/pages/pages.h"

HANDLER(p_unggah_mulai)
{
	struct val u;
	struct unggahan_baru b = { .tujuan = val_getstr(in, "tujuan"),
				   .nama = val_getstr(in, "nama"),
				   .jenis = val_getstr(in, "jenis"),
				   .ukuran = val_geti(in, "ukuran", 0),
				   .diubah = val_geti(in, "diubah", 0) };
	const struct route *r = web_route(HTTP_POST, b.tujuan, cx->mem);
	if (!r || !(r->flags & RT_FILES))
		return FAIL(err, E_REFUSED, "Alamat tujuan itu tidak menerima berkas.");
	/* Who may not end there need not begin. */
	if (!(r->roles & cx->user->roles))
		return FAIL(err, E_DENIED,
			    "Peran Anda tidak berwenang untuk ini. Hubungi administrator bila ini keliru.");
	TRY(unggahan_begin(cx, &b, &u, err));
	*out = u;
	return OK;
}

HANDLER(p_unggah_semua)
{
	struct val rows;
	TRY(unggahan_list(cx, val_getstr(in, "tujuan"), &rows, err));
	val_set(cx->mem, out, "unggahan", rows);
	return OK;
}

HANDLER(p_unggah)
{
	return unggahan_look(cx, val_geti(in, "id", 0), out, err);
}

HANDLER(p_unggah_isi)
{
	return unggahan_append(cx, val_geti(in, "id", 0), val_geti(in, "posisi", 0), val_getstr(in, "isi"),
			       out, err);
}

HANDLER(p_unggah_batal)
{
	TRY(unggahan_drop(cx, val_geti(in, "id", 0), err));
	val_set(cx->mem, out, "pesan", val_c("Unggahan dibatalkan."));
	return OK;
}
