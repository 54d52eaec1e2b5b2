//go:build unix && !linux

package isolate

import "syscall"

// attributes keep a child out of the terminal's group, so that Ctrl-C reaches
// the parent alone.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
