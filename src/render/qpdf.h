/* libqpdf, loaded when a bundle is made: linked to the program it would make every command start a third slower (2 of 7 ms),
 * and bring a parser of foreign files into processes that have no use for it. */
#ifndef PADAN_QPDF_H
#define PADAN_QPDF_H
#include "base/err.h"
#include <qpdf/qpdf-c.h>

#define QPDF_CALLS(X)                                                                                                              \
	X(add_page) X(cleanup) X(empty_pdf) X(get_error) X(get_error_code) X(get_error_full_text) X(get_num_pages) X(get_page_n)  \
	X(get_root) X(get_trailer) X(has_error) X(init) X(init_write) X(is_encrypted) X(make_indirect_object) X(more_warnings)     \
	X(oh_append_item) X(oh_copy_foreign_object) X(oh_get_array_item) X(oh_get_array_n_items) X(oh_get_dict)                    \
	X(oh_get_int_value) X(oh_get_key) X(oh_get_name) X(oh_get_numeric_value) X(oh_get_page_content_data) X(oh_has_key)         \
	X(oh_is_array) X(oh_is_dictionary) X(oh_is_integer) X(oh_is_name) X(oh_is_name_and_equals) X(oh_is_number)                \
	X(oh_is_stream) X(oh_is_string) X(oh_new_array) X(oh_new_dictionary) X(oh_new_integer) X(oh_new_name) X(oh_new_null)      \
	X(oh_new_stream) X(oh_new_string) X(oh_new_unicode_string) X(oh_parse) X(oh_release_all) X(oh_replace_key)                \
	X(oh_replace_stream_data) X(oh_get_utf8_value) X(push_inherited_attributes_to_page) X(read) X(read_memory)                 \
	X(set_attempt_recovery) X(set_deterministic_ID) X(set_object_stream_mode) X(set_suppress_warnings) X(silence_errors)      \
	X(write)

struct qpdf_lib {
	void *handle;
#define QPDF_CALL(name) __typeof__(&qpdf_##name) name;
	QPDF_CALLS(QPDF_CALL)
#undef QPDF_CALL
};
/* E_IO when the system has no libqpdf. Once in a process; it stays. */
int qpdf_lib_load(struct qpdf_lib *ret, struct err *err);
#endif
