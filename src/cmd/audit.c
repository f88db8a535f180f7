/* padan audit verify: proves that nothing in the record was changed, left out or put in between. */
#include "app/audit.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include <stdlib.h>

int cmd_audit(int argc, char **argv)
{
	struct err err = { 0 };
	struct db *db = NULL;
	char path[3100], head[65] = "";
	int64_t n = 0;
	bool help = argc > 1 && strcmp(argv[1], "--help") == 0;
	if (help || argc != 4 || strcmp(argv[1], "verify") != 0 || strcmp(argv[2], "--data") != 0) {
		(void)fputs("Pemakaian: padan audit verify --data FOLDER\n\nMemeriksa rantai catatan audit; menyebut catatan pertama yang putus.\n", help ? stdout : stderr);
		return help ? EXIT_OK : EXIT_USAGE;
	}
	snprintf(path, sizeof path, "%s/padan.db", argv[3]);
	int rc = db_open(&db, path, false, &err);
	if (rc == OK)
		rc = audit_verify(db, &n, head, &err);
	db_close(db);
	if (rc < 0) {
		(void)fprintf(stderr, "padan audit: %s\n", err.msg);
		return rc == E_FORMAT ? EXIT_INPUT : EXIT_TROUBLE;
	}
	printf("Catatan audit utuh: %" PRId64 " catatan, ujung rantai %s\n", n, head);
	return EXIT_OK;
}
