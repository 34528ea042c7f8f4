// SPDX-License-Identifier: Apache-2.0

// Package evmoracle compares package evm with go-ethereum on the state-test vectors of ../shared/vectors. It is a module of
// its own, for tests only: go-ethereum is no dependency of the prover.
//
// Each vector is run three times: by package evm; by go-ethereum under the rules of Osaka with gas price 0 and so much gas
// that hardly a frame lacks any; and by go-ethereum as the vector says, under Cancun with its gas. The second must give the
// same post-state, logs, status and return data as package evm. From the third come the fees: with them taken from the
// sender and paid to the coinbase, the world of package evm must have the very state root that the vector states, and its
// logs the stated hash. Vectors where neither can hold are counted by reason, and the counts are frozen.
package evmoracle
