package isolate

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// mapped is what a child may map for each byte that it may use, and spare what
// it may map beyond: the Go runtime keeps addresses whose memory it gave back,
// so that a parser which makes garbage quickly maps several times what it uses.
const (
	mapped = 2
	spare  = 512 << 20
)

// confine sets the limits on this process.
//
// RLIMIT_DATA counts private writable memory whether touched or not: it refuses
// 64 GB at once, and bounds what is taken between two looks of the watch, which
// does the fine work. RLIMIT_AS counts all addresses, of which the Go runtime
// reserves more than a gigabyte that it never uses.
func confine(t terms) error {
	for _, limit := range []struct {
		name     string
		resource int
		value    uint64
	}{
		{"RLIMIT_DATA", unix.RLIMIT_DATA, t.memory*mapped + spare},
		{"RLIMIT_CORE", unix.RLIMIT_CORE, 0},
		{"RLIMIT_NOFILE", unix.RLIMIT_NOFILE, MaxFiles},
		{"RLIMIT_FSIZE", unix.RLIMIT_FSIZE, 0},
	} {
		if limit.resource == unix.RLIMIT_FSIZE && t.writes {
			continue
		}
		if err := unix.Setrlimit(limit.resource, &unix.Rlimit{Cur: limit.value, Max: limit.value}); err != nil {
			return fmt.Errorf("set %s to %d: %w", limit.name, limit.value, err)
		}
	}
	restrain(t)
	if err := closeInherited(); err != nil {
		return fmt.Errorf("close files of the parent's: %w", err)
	}
	return denyWorld()
}

// closeInherited closes files that came through exec. All that Go opens is
// marked to be closed on exec, so those are the ones without the mark.
func closeInherited() error {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return err
	}
	for _, e := range entries {
		fd, err := strconv.Atoi(e.Name())
		if err != nil || fd <= 2 {
			continue
		}
		flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
		if err != nil || flags&unix.FD_CLOEXEC != 0 {
			continue // closed by now (the listing's own), or opened here
		}
		if err := unix.Close(fd); err != nil {
			return err
		}
	}
	return nil
}

// attributes kill a child whose parent dies, and keep it out of the terminal's
// group, so that Ctrl-C reaches the parent alone.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// resident is the private memory of a process that is in RAM, in bytes; 0 where
// it is gone. proc(5): statm counts pages: size, resident, shared (file-backed).
func resident(pid int) uint64 {
	content, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	fields := bytes.Fields(content)
	if err != nil || len(fields) < 3 {
		return 0
	}
	all, err1 := strconv.ParseUint(string(fields[1]), 10, 64)
	shared, err2 := strconv.ParseUint(string(fields[2]), 10, 64)
	if err1 != nil || err2 != nil || shared > all {
		return 0
	}
	return (all - shared) * uint64(os.Getpagesize())
}
