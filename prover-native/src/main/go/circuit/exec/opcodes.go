// SPDX-License-Identifier: Apache-2.0

package exec

// A row's code says what it does. For an instruction it is byte + 256·E, where E is 1 + the length of its push data, as the
// scan of the code gives it; for a further row of an instruction that takes several, and for rows between frames, it is one
// of the virtual codes below.
const (
	opStop, opSha3, opPop, opJump, opJumpi, opJumpdest = 0x00, 0x20, 0x50, 0x56, 0x57, 0x5b
	opIsZero, opGas, opDelegated                       = 0x15, 0x5a, 0xef

	virtualPad = 1<<14 + iota
	virtualCallValue
	virtualCallArguments
	virtualCallReturn
	virtualResume
	virtualLength // third operand of a copy
	virtualTopic  // the last topic of LOG1 and LOG3
	virtualTopics
	virtualTopicsThenTopic
	virtualTopicsThenTopics
	virtualModulus // third operand of ADDMOD, MULMOD
	virtualGas     // not a row's code, but what a call that follows a GAS has in its place
	virtualHalt    // not a row's code, but what a row that halts is for its frame; see halt.go
)

// codeOf is the row code of an instruction.
func codeOf(op int) int { return op + 256*(1+pushLength(op)) }

func pushLength(op int) int {
	if op >= 0x60 && op <= 0x7f {
		return op - 0x5f
	}
	return 0
}

// Flags of a row, as the decode table gives them for its code. All but the offsets, Next, Own and Length are bits. OffsetA and Own
// stand where rows share products, see row.go.
const (
	flagReal     = iota // the row fetches an instruction
	flagPop1            // reads A from the stack
	flagPop2            // reads B
	flagPush            // writes O on top
	flagDup             // O is A, and A stays where it was
	flagSwap            // O is B, and A goes where B was
	flagJump            // JUMP
	flagOffsetA         // words between the top and A; of a row that halts its frame, its mark
	flagJumpIf          // JUMPI
	flagOwn             // the row's own virtual code, 0 if it fetches; of a call, whether a GAS came before
	flagOffsetB         // words between A's neighbour and B
	flagPure            // (code, A, B, O) is a fact
	flagFrame           // (code, frame, O) is a fact of the frame
	flagPushData        // (code id, pc, O) is push data
	flagWide            // a chip answers for the row
	flagLeave           // the next row does not follow from this one's state alone
	flagNext            // virtual code of the next row, 0 if that one fetches
	flagLength          // bytes that pc advances
	flagCount
)

// decoded is a row of the decode table.
type decoded struct {
	code  int
	flags [flagCount]int
}

func decode(code int, set ...int) decoded {
	d := decoded{code: code}
	if code < virtualPad {
		d.flags[flagReal], d.flags[flagLength] = 1, code>>8
	} else {
		d.flags[flagOwn] = code
	}
	for _, flag := range set {
		d.flags[flag] = 1
	}
	return d
}

func (d decoded) with(flag, value int) decoded {
	d.flags[flag] = value
	return d
}

// decodeTable lists all codes that a row may have, those of rows that halt once more.
func decodeTable() []decoded { return append(ordinaryRows(), haltOps()...) }

func ordinaryRows() []decoded {
	table := []decoded{decode(virtualPad).with(flagNext, virtualPad)}
	table = append(table, pureOps()...)
	table = append(table, stackOps()...)
	table = append(table, dataOps()...)
	table = append(table, callOps()...)
	return append(table, endOps()...)
}

func pureOps() []decoded {
	var table []decoded
	for _, op := range append(span(0x01, 0x07), append([]int{0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14}, append(span(0x16, 0x18), span(0x1a, 0x1d)...)...)...) {
		table = append(table, decode(codeOf(op), flagPop1, flagPop2, flagPush, flagPure))
	}
	for _, op := range []int{0x15, 0x19, 0x1e} { // ISZERO, NOT, CLZ
		table = append(table, decode(codeOf(op), flagPop1, flagPush, flagPure))
	}
	for _, op := range environmentOps() {
		d := decode(codeOf(op), flagPush, flagPure)
		if op == opGas {
			d = d.with(flagNext, virtualGas)
		}
		table = append(table, d)
	}
	for _, op := range frameOps() {
		table = append(table, decode(codeOf(op), flagPush, flagFrame))
	}
	for _, op := range []int{0x08, 0x09} { // ADDMOD, MULMOD: the modulus comes with the next row
		table = append(table, decode(codeOf(op), flagPop1, flagPop2, flagWide).with(flagLength, 0).with(flagNext, virtualModulus))
	}
	return append(table, decode(virtualModulus, flagPop1, flagPush, flagWide).with(flagLength, 1))
}

// environmentOps push a constant of the run: COINBASE … CHAINID, BASEFEE, BLOBBASEFEE, GASPRICE, GAS, PUSH0.
func environmentOps() []int {
	return []int{0x3a, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x48, 0x4a, 0x5a, 0x5f}
}

// frameOps push a constant of the frame: ADDRESS, ORIGIN, CALLER, CALLVALUE, CALLDATASIZE, CODESIZE.
func frameOps() []int { return []int{0x30, 0x32, 0x33, 0x34, 0x36, 0x38} }

func stackOps() []decoded {
	table := []decoded{
		decode(codeOf(opPop), flagPop1),
		decode(codeOf(opJumpdest)),
		decode(codeOf(opJump), flagPop1, flagJump),
		decode(codeOf(opJumpi), flagPop1, flagPop2, flagJumpIf),
	}
	for op := 0x60; op <= 0x7f; op++ {
		table = append(table, decode(codeOf(op), flagPush, flagPushData))
	}
	for n := 1; n <= 16; n++ {
		table = append(table, decode(codeOf(0x7f+n), flagPop1, flagPush, flagDup).with(flagOffsetA, n-1))
		table = append(table, decode(codeOf(0x8f+n), flagPop1, flagPop2, flagPush, flagSwap).with(flagOffsetB, n-1))
	}
	return table
}

// dataOps read and write memory, storage, call data and the like, each by a chip.
func dataOps() []decoded {
	var table []decoded
	table = append(table, decode(codeOf(opSha3), flagPop1, flagPop2, flagPush, flagWide))
	for _, op := range []int{0x31, 0x35, 0x3b, 0x3f, 0x51, 0x54, 0x5c} { // BALANCE, CALLDATALOAD, EXTCODESIZE, EXTCODEHASH, MLOAD, SLOAD, TLOAD
		table = append(table, decode(codeOf(op), flagPop1, flagPush, flagWide))
	}
	for _, op := range []int{0x3d, 0x47, 0x58} { // RETURNDATASIZE, SELFBALANCE, PC
		table = append(table, decode(codeOf(op), flagPush, flagWide))
	}
	for _, op := range []int{0x52, 0x53, 0x55, 0x5d} { // MSTORE, MSTORE8, SSTORE, TSTORE
		table = append(table, decode(codeOf(op), flagPop1, flagPop2, flagWide))
	}
	for _, op := range []int{0x37, 0x39, 0x3e, 0x5e} { // CALLDATACOPY, CODECOPY, RETURNDATACOPY, MCOPY
		table = append(table, decode(codeOf(op), flagPop1, flagPop2, flagWide).with(flagLength, 0).with(flagNext, virtualLength))
	}
	table = append(table, decode(virtualLength, flagPop1, flagWide).with(flagLength, 1))
	return append(table, logOps()...)
}

// logOps: offset and length, then the topics by two; the last row advances.
func logOps() []decoded {
	table := []decoded{
		decode(codeOf(0xa0), flagPop1, flagPop2, flagWide),
		decode(virtualTopic, flagPop1, flagWide).with(flagLength, 1),
		decode(virtualTopics, flagPop1, flagPop2, flagWide).with(flagLength, 1),
		decode(virtualTopicsThenTopic, flagPop1, flagPop2, flagWide).with(flagNext, virtualTopic),
		decode(virtualTopicsThenTopics, flagPop1, flagPop2, flagWide).with(flagNext, virtualTopics),
	}
	for n, next := range topicRows() {
		if n > 0 {
			table = append(table, decode(codeOf(0xa0+n), flagPop1, flagPop2, flagWide).with(flagLength, 0).with(flagNext, next))
		}
	}
	return table
}

// topicRows gives the row that follows LOGn.
func topicRows() [5]int {
	return [5]int{0, virtualTopic, virtualTopics, virtualTopicsThenTopic, virtualTopicsThenTopics}
}

// callOps has each call twice: by itself, and as the only instruction that may follow a GAS, since the answer of a GAS must not
// go elsewhere.
func callOps() []decoded {
	var table []decoded
	for _, c := range []struct{ op, next int }{
		{0xf1, virtualCallValue}, {0xf2, virtualCallValue}, {0xf4, virtualCallArguments}, {0xfa, virtualCallArguments},
	} {
		d := decode(codeOf(c.op), flagPop1, flagPop2, flagWide).with(flagLength, 0).with(flagNext, c.next)
		table = append(table, d, d.with(flagOwn, virtualGas))
	}
	return append(table,
		decode(virtualCallValue, flagPop1, flagWide).with(flagNext, virtualCallArguments),
		decode(virtualCallArguments, flagPop1, flagPop2, flagWide).with(flagNext, virtualCallReturn),
		decode(virtualCallReturn, flagPop1, flagPop2, flagWide, flagLeave),
		decode(virtualResume, flagPush, flagWide).with(flagLength, 1))
}

func span(first, last int) []int {
	var ops []int
	for op := first; op <= last; op++ {
		ops = append(ops, op)
	}
	return ops
}

// ending is how a frame may end by itself, but for halts of instructions that exist.
type ending struct {
	op              int
	pops            bool
	success, output int
}

// endings lists STOP, RETURN, REVERT, INVALID and all undefined instructions.
func endings() []ending {
	list := []ending{{0x00, false, 1, 0}, {0xf3, true, 1, 1}, {0xfd, true, 0, 1}}
	for op := range 256 {
		if undefined(op) {
			list = append(list, ending{op, false, 0, 0})
		}
	}
	return list
}

// undefined tells whether an opcode halts by not existing in Osaka; 0xFE is such by design. 0xEF would be another, but an account
// whose code begins with it may run another's code (EIP-7702): whoever runs it cannot be proven.
func undefined(op int) bool {
	switch {
	case op >= 0x0c && op <= 0x0f, op == 0x1f, op >= 0x21 && op <= 0x2f, op >= 0x4b && op <= 0x4f, op >= 0xa5 && op < opDelegated,
		op >= 0xf6 && op <= 0xf9, op == 0xfb, op == 0xfc, op == 0xfe:
		return true
	}
	return false
}

func endOps() []decoded {
	var table []decoded
	for _, e := range endings() {
		if e.pops {
			table = append(table, decode(codeOf(e.op), flagPop1, flagPop2, flagWide, flagLeave))
		} else {
			table = append(table, decode(codeOf(e.op), flagWide, flagLeave))
		}
	}
	return table
}
