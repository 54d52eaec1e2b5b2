package isolate

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// architectures are those whose system calls are filtered; the numbers come
// from the kernel's headers by way of golang.org/x/sys.
var architectures = map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}

// denied are the system calls by which a process reaches others: no parser
// needs them.
var denied = []uint32{
	unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_IO_URING_SETUP,
	unix.SYS_EXECVE, unix.SYS_EXECVEAT, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_WRITEV,
}

// x32 marks the system calls of a second numbering on amd64, which no Go
// programme uses.
const x32 = 0x40000000

// denyWorld has the kernel answer EPERM to the denied calls, in all threads of
// this process and for good; seccomp(2). It does nothing on other architectures, nor where the
// kernel was built without it.
func denyWorld() error {
	arch, known := architectures[runtime.GOARCH]
	if !known {
		return nil
	}
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	jump := func(test uint16, k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | test | unix.BPF_K, K: k, Jt: yes, Jf: no}
	}
	give := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	refusal := give(unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM))
	// struct seccomp_data: the number at offset 0, the architecture at 4
	filter := []unix.SockFilter{
		load(4), jump(unix.BPF_JEQ, arch, 1, 0), refusal,
		load(0), jump(unix.BPF_JGE, x32, 0, 1), refusal,
	}
	for _, call := range denied {
		filter = append(filter, jump(unix.BPF_JEQ, call, 0, 1), refusal)
	}
	filter = append(filter, give(unix.SECCOMP_RET_ALLOW))
	runtime.LockOSThread() // both calls are of one thread
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up the right to gain rights: %w", err)
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	if errno != 0 && errno != unix.ENOSYS && errno != unix.EINVAL { // a kernel built without it
		return fmt.Errorf("filter system calls: %w", errno)
	}
	return nil
}
