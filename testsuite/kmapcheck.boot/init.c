/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one program in the initramfs of a test kernel. It is compiled against the
 * kernel's own nolibc. The environment's "steps", which the kernel takes from
 * its command line, names what to do, separated by commas:
 *
 *   workload	a file system is read, written and read again
 *   NAME.ko	the module is loaded, and leaves if it stayed
 *   NAME.ko:WHICH	the same, with which=WHICH
 *   on, off	the checks
 *   repeat	report each mistake every time
 *   selftest	that of the shim
 *   show	what debugfs tells of the checks
 *   uptime	the time since the kernel began
 *
 * Each begins and ends with a line "== ..." on the console.
 */
#include <linux/fs.h>
#include <asm/ioctls.h>

#define DEBUG "/sys/kernel/debug/kmapcheck/"

/* Say it, and wait until the console has: the kernel's own lines overtake what
 * waits in a terminal's buffer.
 */
#define say(...) do { printf(__VA_ARGS__); drain(); } while (0)

static void drain(void)
{
	my_syscall3(__NR_ioctl, 1, TCSBRK, 1);
}

static char buffer[65536], other[65536];
static int failures;

static void wrong(const char *what, const char *path)
{
	say("== wrong: %s %s: error %d\n", what, path, errno);
	failures++;
}

static void append(char *to, const char *what)
{
	strcpy(to + strlen(to), what);
}

/* @folder/@name in @to, and @number behind it unless that is negative. */
static void join(char *to, const char *folder, const char *name, int number)
{
	strcpy(to, folder);
	append(to, "/");
	append(to, name);
	if (number >= 0)
		append(to, itoa(number));
}

/* ---- the workload ---- */

static int copy(const char *from, const char *to, int flags)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | flags, 0644);
	ssize_t n = -1;

	while (in >= 0 && out >= 0 &&
	       (n = read(in, buffer, sizeof(buffer))) > 0)
		if (write(out, buffer, n) != n) {
			n = -1;
			break;
		}
	if (n)
		wrong("copy", to);
	close(in);
	close(out);
	return n;
}

static void compare(const char *a, const char *b)
{
	int fa = open(a, O_RDONLY), fb = open(b, O_RDONLY);
	ssize_t n, m;

	do {
		n = read(fa, buffer, sizeof(buffer));
		m = read(fb, other, sizeof(other));
	} while (n > 0 && n == m && !memcmp(buffer, other, n));
	if (n || m)
		wrong("differs:", b);
	close(fa);
	close(fb);
}

/* All regular files of the folder @a are in @b, the same; how many. */
static int compare_folder(const char *a, const char *b)
{
	static char list[16384];
	int fd = open(a, O_RDONLY | O_DIRECTORY), count = 0;
	char from[128], to[128];
	int n, at;

	while ((n = getdents64(fd, (void *)list, sizeof(list))) > 0)
		for (at = 0; at < n;) {
			struct linux_dirent64 *d = (void *)(list + at);

			at += d->d_reclen;
			if (d->d_type != DT_REG)
				continue;
			join(from, a, d->d_name, -1);
			join(to, b, d->d_name, -1);
			compare(from, to);
			count++;
		}
	close(fd);
	return count;
}

/* Names long and many enough for several blocks of a directory. */
static void make_names(const char *folder, int n)
{
	char name[160], renamed[160];
	int i, fd;

	if (mkdir(folder, 0755))
		wrong("mkdir", folder);
	for (i = 0; i < n; i++) {
		join(name, folder,
		     "a-name-that-is-rather-long-and-fills-the-directory-", i);
		join(renamed, folder, "r", i);
		fd = open(name, O_WRONLY | O_CREAT, 0644);
		if (fd < 0 || write(fd, name, sizeof(name)) != sizeof(name))
			wrong("write", name);
		close(fd);
		if (i % 3 == 0 && my_syscall2(__NR_rename, name, renamed))
			wrong("rename", name);
		if (i % 3 == 1 && unlink(name))
			wrong("unlink", name);
		if (i % 3 == 2 && symlink(name, renamed))
			wrong("symlink", renamed);
	}
}

/* Arguments go to the new program by mappings of its stack. */
static void run_programs(int n)
{
	char *argv[] = { "/init", "nothing", buffer, NULL }, *envp[] = { NULL };
	int i, status;

	memset(buffer, 'x', 20000);
	buffer[20000] = 0;
	for (i = 0; i < n; i++) {
		pid_t pid = fork();

		if (!pid) {
			execve("/init", argv, envp);
			exit(1);
		}
		if (waitpid(pid, &status, 0) != pid || status)
			wrong("run", "/init");
	}
}

static void mount_disk(void)
{
	if (mount("/dev/ram0", "/mnt", "ext2", 0, NULL))
		wrong("mount", "/dev/ram0");
}

static void umount_disk(void)
{
	if (umount2("/mnt", 0))
		wrong("umount", "/mnt");
}

static void workload(void)
{
	int n;

	copy("/image", "/dev/ram0", 0);
	mount_disk();
	n = compare_folder("/files", "/mnt/files");
	make_names("/mnt/names", 90);
	copy("/files/big", "/mnt/copy", O_CREAT);
	umount_disk();
	mount_disk();
	compare("/files/big", "/mnt/copy");
	umount_disk();
	mount("tmpfs", "/mnt", "tmpfs", 0, NULL);
	make_names("/mnt/names", 30);
	copy("/files/big", "/mnt/copy", O_CREAT);
	compare("/files/big", "/mnt/copy");
	umount_disk();
	run_programs(20);
	say("== workload: %d files read\n", n);
}

/* ---- the other steps ---- */

static void load_module(char *name)
{
	char path[64], options[64] = "", *which = strchr(name, ':');
	int stays;
	int fd;

	if (which) {
		*which = 0;
		strcpy(options, "which=");
		append(options, which + 1);
	}
	join(path, "", name, -1);
	fd = open(path, O_RDONLY);
	/* Modules that have done their work refuse to stay. */
	stays = !my_syscall3(__NR_finit_module, fd, options, 0);
	/* The last use of a file ends on the way to user space: on ARM the shim
	 * sees the return then.
	 */
	dup2(1, fd);
	close(fd);
	/* the shim, where it is a module, is for those that follow */
	if (stays && strcmp(name, "kmapcheck.ko")) {
		*strchr(name, '.') = 0;
		my_syscall2(__NR_delete_module, name, 0);
	}
}

/* In a program of its own, since some of them die of what they do. */
static void load(char *name)
{
	pid_t pid = fork();

	if (!pid) {
		load_module(name);
		exit(0);
	}
	waitpid(pid, NULL, 0);
}

static void show(const char *path)
{
	int fd = open(path, O_RDONLY);
	ssize_t n;

	while (fd >= 0 && (n = read(fd, buffer, sizeof(buffer))) > 0)
		write(1, buffer, n);
	drain();
	close(fd);
}

static void order(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, value, 1) != 1)
		wrong("write", path);
	close(fd);
}

static void step(char *name)
{
	say("== begin %s\n", name);
	if (!strcmp(name, "workload"))
		workload();
	else if (!strcmp(name, "on"))
		order(DEBUG "enable", "1");
	else if (!strcmp(name, "off"))
		order(DEBUG "enable", "0");
	else if (!strcmp(name, "repeat"))
		order(DEBUG "repeat", "1");
	else if (!strcmp(name, "selftest"))
		order(DEBUG "selftest", "1");
	else if (!strcmp(name, "show"))
		show(DEBUG "counters");
	else if (!strcmp(name, "uptime"))
		show("/proc/uptime");
	else if (strchr(name, '.'))
		load(name);
	else
		wrong("no step", name);
	my_syscall0(__NR_sync);
	say("== end\n");
}

/* The console is read to its last line before the machine stops. */
static void stop(void)
{
	struct timespec t = { .tv_nsec = 100000000 };

	say("== stop %d\n", failures);
	my_syscall2(__NR_nanosleep, &t, NULL);
	reboot(LINUX_REBOOT_CMD_RESTART);
}

/* The value of @name, which ends in "=". Not getenv(), for which not every
 * nolibc has an environ.
 */
static char *value_of(const char *name, char **envp)
{
	size_t n = strlen(name);

	for (; *envp; envp++)
		if (!strncmp(*envp, name, n))
			return *envp + n;
	return NULL;
}

int main(int argc, char **argv, char **envp)
{
	char *steps = value_of("steps=", envp), *next;

	if (argc > 1)
		return 0;
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("debug", "/sys/kernel/debug", "debugfs", 0, NULL);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	/* The boot is told from warnings on, the steps in full. */
	my_syscall3(__NR_syslog, 8, 0, 8);
	for (; steps; steps = next) {
		next = strchr(steps, ',');
		if (next)
			*next++ = 0;
		step(steps);
	}
	stop();
	return 0;
}
