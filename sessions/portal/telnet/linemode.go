package telnet

// The bytes of LINEMODE (RFC 1184).
const (
	linemodeMode    = 1
	linemodeEdit    = 1 // the client edits the line
	linemodeTrapSig = 2 // the client's interrupt key is its own business
)

// setLinemode has the client send whole lines, whatever else is agreed.
func setLinemode(n *negotiation) { n.sendSub(optLinemode, linemodeMode, linemodeEdit|linemodeTrapSig) }
