#include "base/err.h"

#include "base/str.h"

#include <errno.h>
#include <stdarg.h>

int err_set(struct err *err, int code, const char *file, int line, const char *fmt, ...)
{
	if (err) {
		va_list ap;
		int n;
		err->code = code;
		err->file = file;
		err->line = line;
		va_start(ap, fmt);
		n = vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
		va_end(ap);
		/* A message that was cut off ends with a whole character. */
		if (n >= (int)sizeof(err->msg))
			err->msg[str_utf8_valid(str_of(err->msg, sizeof(err->msg) - 1))] = 0;
		/* One line, whatever came in through an argument. */
		for (char *p = err->msg; *p; p++)
			if ((unsigned char)*p < 0x20 || *p == 0x7f)
				*p = ' ';
	}
	return code;
}

const char *errno_text(int number)
{
	static const struct {
		int number;
		const char *text;
	} texts[] = {
		{ ENOSPC, "ruang disk habis" },
		{ EDQUOT, "jatah disk habis" },
		{ EFBIG, "berkas melampaui batas ukuran" },
		{ EACCES, "tidak diizinkan" },
		{ EPERM, "tidak diizinkan" },
		{ ENOENT, "berkas atau folder tidak ada" },
		{ ENOTDIR, "folder tidak ada" },
		{ EISDIR, "itu sebuah folder" },
		{ EROFS, "disk hanya dapat dibaca" },
		{ EPIPE, "penerima hasil sudah tertutup" },
		{ EIO, "kesalahan perangkat" },
		{ EMFILE, "terlalu banyak berkas terbuka" },
		{ ENFILE, "terlalu banyak berkas terbuka" },
		{ ENOMEM, "memori tidak cukup" },
		{ ENAMETOOLONG, "nama terlalu panjang" },
		{ ELOOP, "terlalu banyak tautan" },
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		if (texts[i].number == number)
			return texts[i].text;
	return strerror(number);
}
