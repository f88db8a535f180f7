/* libmicrohttpd alone, with as many network threads as the server, answering one page of the given size: what the office's pages
 * are measured against. Its own pool of threads: two listening sockets as the server has them are no faster for so little work.
 * bare_http PORT BYTES */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct page {
	size_t n;
	char *text;
};

static enum MHD_Result answer(void *cls, struct MHD_Connection *c, const char *url, const char *method, const char *version,
			      const char *data, size_t *size, void **state)
{
	(void)url;
	(void)method;
	(void)version;
	(void)data;
	(void)size;
	const struct page *p = cls;
	if (!*state) {
		*state = cls;
		return MHD_YES;
	}
	struct MHD_Response *r = MHD_create_response_from_buffer(p->n, p->text, MHD_RESPMEM_PERSISTENT);
	MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
	enum MHD_Result rc = MHD_queue_response(c, 200, r);
	MHD_destroy_response(r);
	return rc;
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	struct page p = { .n = strtoul(argv[2], NULL, 10) };
	p.text = malloc(p.n + 1);
	if (!p.text)
		return 3;
	memset(p.text, 'a', p.n);
	struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD, (uint16_t)strtoul(argv[1], NULL, 10), NULL,
						NULL, answer, &p, MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_END);
	if (!d)
		return 3;
	puts("siap");
	fflush(stdout);
	pause();
	MHD_stop_daemon(d);
	free(p.text);
	return 0;
}
