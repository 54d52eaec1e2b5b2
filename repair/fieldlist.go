package repair

// byLists are fields that lists and gateways put in and that some signers sign
// as absent.
var byLists = []string{
	"sender", "reply-to", "list-id", "list-unsubscribe", "list-subscribe", "list-post", "list-help", "list-owner",
	"list-archive", "list-unsubscribe-post", "precedence", "errors-to", "mime-version", "content-type",
	"content-transfer-encoding", "content-disposition", "content-id", "content-description", "resent-date", "resent-from", "resent-sender",
	"resent-to", "resent-cc", "resent-message-id", "in-reply-to", "references", "cc", "x-mailer", "user-agent", "x-priority",
	"auto-submitted", "delivered-to", "return-path", "received",
}

// undoListFields takes a field away. From, To, Subject and Date were always
// there.
func undoListFields(_ *context, name string, at int, add func([]byte, int)) {
	if at < 0 {
		return
	}
	for i, n := range byLists {
		if n == name {
			add(nil, min(i/6, 3))
			return
		}
	}
}
