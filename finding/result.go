package finding

// Result is a verdict on a signature in the words of RFC 8601 §2.7.1.
type Result string

// The results a signature can have.
const (
	Pass      Result = "pass"
	Fail      Result = "fail"
	Policy    Result = "policy"    // valid, and weaker than today's rules allow
	TempError Result = "temperror" // no key at hand: another day may know
	PermError Result = "permerror" // malformed, or the key is withdrawn, absent or malformed
)
