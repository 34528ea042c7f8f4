// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Verifier of Groth16 proofs with one Pedersen commitment over BN254, as gnark 0.16 makes them.
/// @notice Stateless. The verifying key is data: the code of `vkPointer` is 0x00 followed by the 1,056-byte blob
///
///     α (2 words) | −β (4) | −γ (4) | −δ (4) | GσNeg (4) | G (4) | K0 … K4 (10) | key kind (1)
///
/// each word 32 bytes big endian, G2 points in EIP-197 order (imaginary part first). K0 is the constant, K1 … K3 belong
/// to the public inputs (A, z, y), K4 to the hash of the commitment.
/// A proof is 384 bytes: A.x A.y | B.x1 B.x0 B.y1 B.y0 | Krs.x Krs.y | D.x D.y | PoK.x PoK.y.
///
/// WARNING: this contract believes the key it is given. Only a key that went through {IVerifierRouter-addVerifier}
/// has been checked, so anything of value must ask the router.
interface IGroth16Verifier {
    /// @notice The proof does not satisfy the verification equation, or one of its points is not on its curve, not in
    /// its subgroup or not reduced. The mistake is usually a public input of another patch or chain.
    error InvalidProof();

    /// @notice A proof has exactly 384 bytes; a batch has one for each of its inputs, and at least one.
    error InvalidProofLength(uint256 length);

    /// @notice Public inputs are canonical: below the order r of the scalar field. Nothing is reduced here, because two
    /// names for one input would be two names for one statement.
    error InputNotInField(uint256 index, uint256 value);

    /// @notice The code of `vkPointer` is not 1,057 bytes long.
    error InvalidVerifyingKeyPointer(address vkPointer);

    /// @notice Checks one proof; returns if it is valid and reverts if not. The same as a batch of one.
    /// @dev The equation, with kSum = K0 + A·K1 + z·K2 + y·K3 + h·K4, h = keccak256(D ‖ A ‖ z ‖ y) mod r (gnark's
    /// hash-to-field for Solidity) and ρ = keccak256(vkHash ‖ A ‖ z ‖ y ‖ proof) mod 2^128, ρ ≠ 0:
    ///
    ///     e(A,B)·e(α,−β)·e(Krs,−δ)·e(kSum+D,−γ)·e(ρ·D,GσNeg)·e(ρ·PoK,G) = 1
    ///
    /// ρ separates the Groth16 equation from the proof of knowledge of D, so that one pairing call checks both. Without
    /// it a key whose G equals γ has the forgery A=α, B=β, Krs=0, D=0, PoK=kSum (DESIGN.md §7).
    /// @param vkPointer address whose code holds the verifying key
    /// @param proof 384 bytes
    /// @param inputs public inputs (A, z, y), each below r
    function verify(address vkPointer, bytes calldata proof, uint256[3] calldata inputs) external view;

    /// @notice Checks several proofs under one key in one pairing call; returns if all are valid and reverts if any is not.
    /// @dev The equations of the proofs, added up with unpredictable coefficients:
    ///
    ///     Π e(r_i·A_i,B_i) · e(Σ r_i·α,−β)·e(Σ r_i·Krs_i,−δ)·e(Σ r_i·(kSum_i+D_i),−γ)·e(ρ·Σ r_i·D_i,GσNeg)·e(ρ·Σ r_i·PoK_i,G) = 1
    ///
    /// with t = keccak256(vkHash ‖ inputs ‖ proofs), ρ = t mod 2^128, r_0 = 1, r_i = keccak256(t ‖ i) mod 2^128, none of them 0.
    /// Let g_i and p_i be the logarithms of the left sides of the Groth16 equation and of the proof of knowledge of proof i: the
    /// check is Σ r_i·(g_i + ρ·p_i) = 0. If any g_i or p_i is not 0, this is a polynomial of degree 2 in ρ and r_1, r_2, …
    /// which is not 0 (each product stands once, and r_0 = 1 does not vanish), so that it is 0 at ρ and r_i chosen after all
    /// proofs with a probability of about 2^-127 at most. One ρ is enough for all.
    /// @param vkPointer address whose code holds the verifying key
    /// @param proofs 384 bytes each
    /// @param inputs public inputs (A, z, y) of each proof, each below r
    function verifyBatch(address vkPointer, bytes calldata proofs, uint256[3][] calldata inputs) external view;
}
