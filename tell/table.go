package tell

// Cause is what would make a tell found. Two tells have one cause where one
// innocent event, or one act, makes both found.
type Cause string

// The causes.
const (
	DateWriting   Cause = "date-writing"   // a date that no programme writes
	ServerClock   Cause = "server-clock"   // Date against the times that servers noted
	MailerClock   Cause = "mailer-clock"   // Date against the times that the sender's programme wrote elsewhere
	Relays        Cause = "relays"         // the chain of servers does not fit together
	Author        Cause = "author"         // From against what else names the author
	ThreadOrder   Cause = "thread-order"   // an answer older than what it answers
	Anachronism   Cause = "anachronism"    // something younger than the date claimed
	TwoVersions   Cause = "two-versions"   // one text told twice, in different words
	Encoding      Cause = "encoding"       // the text is not encoded as its programme does it, or not all of it alike
	Structure     Cause = "structure"      // the item is not built as its programme does it
	Lengths       Cause = "lengths"        // a length that is stated and is another
	Letters       Cause = "letters"        // signs from elsewhere in a text
	Foreign       Cause = "foreign"        // a passage that does not belong
	DocumentTime  Cause = "document-time"  // a document's times contradict each other
	Rewritten     Cause = "rewritten"      // another programme wrote the file, or a part of it: one honest act leaves all of its traces
	SignatureGone Cause = "signature-gone" // a signature that was noted was taken out
)

// Table lists every tell, in the order in which they are reported.
var Table = []Tell{
	// The date, as it is written.
	weekday,
	dateZone,
	quoteWeekday,

	// The clocks of servers and of the sender's programme.
	dateReceived,
	dkimTime,
	arcTime,
	arrivalTime,
	gmailID,
	messageIDTime,
	boundaryTime,
	threadIndex,

	// The way it took.
	receivedOrder,
	receivedID,
	receivedWeekday,
	authFrom,
	resultsUnsigned,
	idHost,

	// The thread it stands in.
	answerOrder,
	answerNames,
	quoteDate,
	quoteParent,
	carriedDate,

	// How its text is encoded and built.
	quotedPrintable,
	base64Lines,
	lineEndsMixed,
	lengths,
	charsetMix,
	charsetAlien,
	twins,
	threadTopic,
	flowed,
	makers,
	fieldPlace,

	// Younger than it claims to be.
	youngMailer,
	youngField,
	youngLink,
	youngService,
	youngSign,

	// Text of mail and of documents.
	mixedLetters,
	foreign,

	// PDF.
	pdfTimes, pdfXMPInfo, pdfXMPSoftware, pdfIdentifiers, pdfOtherWriter, xmpHistory, pdfYoungVersion,
	pdfRevised, pdfRevisionTime, pdfTwoOrigins, pdfOddPage, pdfYoungSoftware, pdfYoungFont,

	// Office.
	officeTimes,
	changeTimes,
	editTime,
	docTwice,
	oleTimes,
	memberReplaced,
	notAsSaved,
	zipTimes,
	versionDiffers,
	paragraphNumbers,
	odfCounts,
	youngSoftware,
	youngFont,
	youngFeature,

	// Pictures.
	imageTimes, imageSize, imageThumbnail, imageEdited, imageTables, imageYoungSoftware,
}
