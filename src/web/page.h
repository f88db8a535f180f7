/* What every HTML page has around it: the shell, the person, the navigation, the message of the last action. */
#ifndef PADAN_PAGE_H
#define PADAN_PAGE_H
#include "web/pool.h"
#include "app/akun.h"
#include "web/web.h"

struct web {
	struct web_config config;
	struct tmpl_set *tmpl;
	struct pool *pool;
	char css_url[80], js_url[80];
};
/* session may be NULL: nobody is signed in. */
void page_render(struct web *web, struct cx *cx, const struct session *session, const struct http_req *req, struct http_resp *resp,
		 const char *view, struct val *out);
/* The message shown on the next page. */
void page_flash(struct cx *cx, struct http_resp *resp, struct str text);
/* Templates, words and labels the program carries. */
int page_templates(struct tmpl_set **ret, struct err *err);
/* Style sheet and script, by the hash in their name: true when the request was for one. */
bool page_asset(struct web *web, const struct http_req *req, struct http_resp *resp);
void web_log(struct web *web, const char *fmt, ...) PRINTF_LIKE(2, 3);
#endif
