#include "cmd/kurung.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

static void limits(const struct kurung_plan *plan)
{
	struct rlimit none = { 0, 0 }, cpu = { plan->work, plan->work }, written = { plan->written, plan->written };
#ifndef PADAN_FREE_ALL /* a sanitizer's shadow is larger than any limit */
	struct rlimit memory = { plan->memory, plan->memory };
	(void)setrlimit(RLIMIT_AS, &memory);
#endif
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)setrlimit(RLIMIT_FSIZE, &written);
	(void)setrlimit(RLIMIT_CPU, &cpu);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	/* When the server dies the child goes too; and no run takes longer than this. */
	(void)prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0);
	(void)alarm(plan->wait);
}

#ifndef PADAN_FREE_ALL /* sanitizers look for leaks with a process of their own */
static void allow(int rules, const char *path, uint64_t access)
{
	int fd = path ? open(path, O_PATH | O_CLOEXEC) : -1;
	struct landlock_path_beneath_attr one = { .allowed_access = access, .parent_fd = fd };
	if (fd >= 0) {
		(void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &one, 0);
		close(fd);
	}
}

/* Only the named files may be opened. */
static void files(const struct kurung_plan *plan)
{
	static const char *const letters[] = { "/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig",
					       "/var/cache/fontconfig" };
	struct landlock_ruleset_attr all = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
				     LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
				     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
				     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
				     LANDLOCK_ACCESS_FS_MAKE_SYM,
	};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	if (rules < 0)
		return;
	for (size_t i = 0; i < plan->n_read; i++)
		allow(rules, plan->read[i], LANDLOCK_ACCESS_FS_READ_FILE);
	for (size_t i = 0; plan->fonts && i < COUNT(letters); i++)
		allow(rules, letters[i], LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
	allow(rules, plan->write, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
	(void)syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
}

#ifdef ARCH
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define DENY(nr, code) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (nr), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (code))

/* No network, no other program, no look into other processes. Threads are made; clone3, whose flags cannot be looked at, is
 * answered as unknown, and libc takes clone. */
static void calls(void)
{
	struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		DENY(SYS_socket, EPERM),
		DENY(SYS_connect, EPERM),
		DENY(SYS_bind, EPERM),
		DENY(SYS_sendto, EPERM),
		DENY(SYS_sendmsg, EPERM),
		DENY(SYS_execve, EPERM),
		DENY(SYS_execveat, EPERM),
		DENY(SYS_ptrace, EPERM),
		DENY(SYS_process_vm_readv, EPERM),
		DENY(SYS_process_vm_writev, EPERM),
		DENY(SYS_kill, EPERM),
		DENY(SYS_unshare, EPERM),
		DENY(SYS_mount, EPERM),
		DENY(SYS_bpf, EPERM),
		DENY(SYS_perf_event_open, EPERM),
		DENY(SYS_io_uring_setup, EPERM),
		DENY(SYS_clone3, ENOSYS),
#ifdef SYS_fork
		DENY(SYS_fork, EPERM),
		DENY(SYS_vfork, EPERM),
#endif
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
		LOAD(args[0]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { .len = (unsigned short)COUNT(rules), .filter = rules };
	(void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}
#endif
#endif

void kurung_plan(const struct kurung_plan *plan)
{
	limits(plan);
#ifndef PADAN_FREE_ALL
	files(plan);
#ifdef ARCH
	calls();
#endif
#endif
}

void kurung(const char *const *paths, size_t n)
{
	kurung_plan(&(struct kurung_plan){ .read = paths, .n_read = n, .memory = (uint64_t)12 << 30, .work = 3600, .wait = 4 * 3600 });
}
