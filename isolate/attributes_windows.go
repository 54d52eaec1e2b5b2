package isolate

import "syscall"

// attributes keep a child out of the console's group, so that Ctrl-C reaches the
// parent alone, and open no window.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
