// SPDX-License-Identifier: Apache-2.0
/**
 * Client of a chain: publishes attested patches, reveals them, and reads what an audit needs.
 *
 * <p>Every transaction is signed and recorded before it is sent, so that nothing is sent twice in
 * different forms whatever dies in between. New code goes to the endpoint in the reveal transaction
 * alone: it is never part of an eth_call or eth_estimateGas before that.
 */
@NullMarked
package dev.suture.chain;

import org.jspecify.annotations.NullMarked;
