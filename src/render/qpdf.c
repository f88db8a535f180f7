#include "render/qpdf.h"
#include <dlfcn.h>

int qpdf_lib_load(struct qpdf_lib *ret, struct err *err)
{
	struct qpdf_lib lib = { .handle = dlopen("libqpdf.so.29", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) };
	void *call;
	if (!lib.handle)
		return FAIL(err, E_IO, "penyusun PDF tidak terpasang di server ini; administrator perlu memasang libqpdf29");
#define QPDF_CALL(name)                                                                                    \
	call = dlsym(lib.handle, "qpdf_" #name);                                                           \
	if (!call)                                                                                         \
		return FAIL(err, E_IO, "penyusun PDF di server ini terlalu lama; administrator perlu memasang libqpdf29"); \
	memcpy(&lib.name, &call, sizeof call);
	QPDF_CALLS(QPDF_CALL)
#undef QPDF_CALL
	*ret = lib;
	return OK;
}
