/* Subcommands: one file each, one row in main.c. Exit status of all: docs/verify.md. */
#ifndef PADAN_CMD_H
#define PADAN_CMD_H
#include "base/base.h"

enum { EXIT_OK = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_TROUBLE = 3, EXIT_STOPPED = 130 };

int cmd_verify(int argc, char **argv);
int cmd_nik(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_audit(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_worker(int argc, char **argv); /* the child process of a job; not for people */
#endif
